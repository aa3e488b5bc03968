//! The router's loop: asleep until the log moves, somebody's time runs out, or a ticket's next step is due.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use tokio::sync::watch;
use utoipa::ToSchema;
use wissel_model::{Permission, Result, Who};
use wissel_store::db::Dialect;
use wissel_store::{leases, line, users};

use super::state::State;
use crate::Desk;

const LEASE: &str = "router";
/// The holder is taken for dead after this; renewed well before.
const TERM: SignedDuration = SignedDuration::from_secs(4);
const RENEW: Duration = Duration::from_millis(1500);
/// The safety net: with nothing to wake it, the router looks at the line this often.
const SWEEP: Duration = Duration::from_secs(60);
/// Something happened that cannot be seen yet.
const SOON: Duration = Duration::from_millis(20);
/// After a fault.
const PAUSE: Duration = Duration::from_secs(1);

/// How the waiting line is doing.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RouterHealth {
    /// Tickets in the line.
    pub waiting: i64,
    /// When the next step or availability edge is due.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub next: Option<Timestamp>,
}

impl Desk {
    /// Routes until `stop` says so. Several processes on one database may run this; one of them works.
    pub async fn run_router(self, mut stop: watch::Receiver<bool>) {
        let mut changed = self.db().changed();
        let (mut state, mut hidden) = (None, Duration::ZERO);
        while !*stop.borrow() {
            changed.borrow_and_update();
            let pause = match self.turn(&mut state, &mut hidden).await {
                Ok(pause) => pause,
                Err(error) => {
                    tracing::warn!(%error, "routing will be tried again");
                    state = None;
                    PAUSE
                }
            };
            tokio::select! {
                _ = changed.changed() => {}
                () = tokio::time::sleep(pause) => {}
                _ = stop.changed() => {}
            }
        }
        if self.leased() {
            let holder = self.holder().to_owned();
            // The lease ends by itself when this cannot be done.
            let _ = self.db().write(move |tx| leases::drop(tx, LEASE, &holder)).await;
        }
    }

    /// SQLite has one process; there is nobody to share the work with.
    fn leased(&self) -> bool {
        self.db().kind() == Dialect::Postgres
    }

    /// One turn: serves the line if it is ours to serve. Returns how long to sleep at most.
    async fn turn(&self, state: &mut Option<State>, hidden: &mut Duration) -> Result<Duration> {
        let now = self.now();
        if self.leased() {
            let holder = self.holder().to_owned();
            let elsewhere = self.db().write(move |tx| {
                let held = leases::hold(tx, LEASE, &holder, now, TERM)?;
                if held { Ok(None) } else { leases::ends(tx, LEASE).map(|ends| ends.or(Some(now))) }
            });
            if let Some(ends) = elsewhere.await? {
                *state = None;
                // A holder that died is followed when its lease ends, not at the next look after that.
                let left = Duration::try_from(ends.duration_since(now)).unwrap_or_default();
                return Ok(left.clamp(SOON, RENEW));
            }
        }
        let known = match state {
            Some(known) => known,
            None => state.insert(self.db().read(move |tx| State::read(tx, now)).await?),
        };
        self.serve_line(known).await?;
        let (cursor, at) = (known.cursor, known.at);
        // On PostgreSQL a running transaction anywhere hides what was committed after it began, for as long as it runs.
        // The tables hide nothing: everything is read from them again, less and less often while it lasts.
        if self.events_ahead(cursor, 1).await? > 0 {
            *state = None;
            *hidden = (*hidden * 2).clamp(SOON, PAUSE);
            return Ok(*hidden);
        }
        *hidden = Duration::ZERO;
        // What fell due while we were looking is not over yet.
        let next = self.next_edge(at).await?;
        let now = self.now();
        let until =
            next.map(|next| Duration::try_from(next.duration_since(now)).unwrap_or(Duration::ZERO));
        let most = if self.leased() { RENEW } else { SWEEP };
        Ok(until.map_or(most, |until| until.min(most)))
    }

    async fn next_edge(&self, now: Timestamp) -> Result<Option<Timestamp>> {
        self.db()
            .read(move |tx| {
                let edges = [users::next_edge(tx, now)?, line::next_step(tx, now)?];
                Ok(edges.into_iter().flatten().min())
            })
            .await
    }

    /// Routes everything that can be routed now, once. Returns how many tickets got an owner.
    pub async fn route_now(&self) -> Result<usize> {
        let now = self.now();
        let mut state = self.db().read(move |tx| State::read(tx, now)).await?;
        self.serve_line(&mut state).await
    }

    /// How the waiting line is doing.
    ///
    /// # Errors
    /// [`wissel_model::Error::Forbidden`].
    pub async fn router_health(&self, who: &Who) -> Result<RouterHealth> {
        who.need(Permission::OperationsSee)?;
        let waiting = self.db().read(line::count).await?;
        Ok(RouterHealth { waiting, next: self.next_edge(self.now()).await? })
    }
}
