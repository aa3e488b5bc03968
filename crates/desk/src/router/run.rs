//! The router's loop: asleep until the log moves, somebody's time runs out, or a ticket's next step is due.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use tokio::sync::watch;
use utoipa::ToSchema;
use wissel_model::{Permission, Result, Who};
use wissel_store::db::Dialect;
use wissel_store::{Tx, leases, line, users};

use super::state::State;
use crate::Desk;

const LEASE: &str = "router";
/// The holder is taken for dead after this; renewed well before.
const TERM: SignedDuration = SignedDuration::from_secs(4);
const RENEW: Duration = Duration::from_millis(1500);
/// The safety net: with nothing to wake it, the router looks at the line this often.
const SWEEP: Duration = Duration::from_secs(60);
/// Another process's lease is about to end.
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
        let (mut state, mut held, mut failing) = (None, None, false);
        while !*stop.borrow() {
            changed.borrow_and_update();
            let pause = match self.turn(&mut state, &mut held, &mut changed).await {
                Ok(pause) => {
                    failing = false;
                    pause
                }
                Err(error) => {
                    if !std::mem::replace(&mut failing, true) {
                        tracing::warn!(%error, "routing will be tried again, every second");
                    }
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
    async fn turn(
        &self,
        state: &mut Option<State>,
        held: &mut Option<Timestamp>,
        changed: &mut watch::Receiver<u64>,
    ) -> Result<Duration> {
        if let Some(left) = self.elsewhere(held).await? {
            *state = None;
            return Ok(left);
        }
        let now = self.now();
        // Who was away by a clock that has been turned back since may be there.
        if state.as_ref().is_some_and(|known| known.at > now) {
            *state = None;
        }
        let known = match state {
            Some(known) => known,
            None => state.insert(self.db().read(move |tx| State::read(tx, now)).await?),
        };
        let next = self.serve_line(known, Some(changed)).await?.next;
        let now = self.now();
        let until =
            next.map(|next| Duration::try_from(next.duration_since(now)).unwrap_or(Duration::ZERO));
        let most = if self.leased() { RENEW } else { SWEEP };
        Ok(until.map_or(most, |until| until.min(most)))
    }

    /// For how long to look away, when another process serves the line. Our own lease is written when it is time, not
    /// with every turn.
    async fn elsewhere(&self, held: &mut Option<Timestamp>) -> Result<Option<Duration>> {
        let now = self.now();
        let fresh =
            |held: Timestamp| held <= now && now.duration_since(held).unsigned_abs() < RENEW;
        if !self.leased() || held.is_some_and(fresh) {
            return Ok(None);
        }
        let holder = self.holder().to_owned();
        let elsewhere = self.db().write(move |tx| {
            let held = leases::hold(tx, LEASE, &holder, now, TERM)?;
            if held { Ok(None) } else { leases::ends(tx, LEASE).map(|ends| ends.or(Some(now))) }
        });
        let ends = elsewhere.await?;
        *held = ends.is_none().then_some(now);
        // A holder that died is followed when its lease ends, not at the next look after that.
        Ok(ends.map(|ends| {
            Duration::try_from(ends.duration_since(now)).unwrap_or_default().clamp(SOON, RENEW)
        }))
    }

    /// Routes everything that can be routed now, once. Returns how many tickets got an owner.
    pub async fn route_now(&self) -> Result<usize> {
        let now = self.now();
        let mut state = self.db().read(move |tx| State::read(tx, now)).await?;
        Ok(self.serve_line(&mut state, None).await?.tickets)
    }

    /// How the waiting line is doing.
    ///
    /// # Errors
    /// [`wissel_model::Error::Forbidden`].
    pub async fn router_health(&self, who: &Who) -> Result<RouterHealth> {
        who.need(Permission::OperationsSee)?;
        let now = self.now();
        self.db()
            .read(move |tx| {
                Ok(RouterHealth { waiting: line::count(tx)?, next: next_edge(tx, now)? })
            })
            .await
    }
}

/// When somebody's time runs out, or a waiting ticket's next step is due.
pub(super) fn next_edge(tx: &mut Tx<'_>, now: Timestamp) -> Result<Option<Timestamp>> {
    let edges = [users::next_edge(tx, now)?, line::next_step(tx, now)?];
    Ok(edges.into_iter().flatten().min())
}
