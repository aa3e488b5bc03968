//! The one task that follows the log for everybody.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{broadcast, watch};
use wissel_desk::Desk;
use wissel_desk::health::State;
use wissel_desk::live::Followed;
use wissel_desk::words::Said;
use wissel_model::Result;
use wissel_store::db::Dialect;
use wissel_store::events::Cursor;

use super::log::Log;
use super::place::Batch;

/// Events read at once.
const PIECE: i64 = 500;
/// Batches that a slow connection may be behind before it has to read the log itself.
const BEHIND: usize = 64;
/// The wake-up is only a hint, which may be lost on its way from another process: without one, the log is looked at
/// this often.
const SWEEP: Duration = Duration::from_secs(2);
/// With one process per database hints are not lost; only commands beside the server write unheard.
const SWEEP_ALONE: Duration = Duration::from_secs(60);
/// The first wait for what is written but not to be read yet, and the longest: each is twice the one before.
const HIDDEN: Duration = Duration::from_millis(20);
const MOST_HIDDEN: Duration = Duration::from_millis(500);

/// What lies beyond what was handed on.
enum Ahead {
    Nothing,
    /// Events that are hidden until every transaction that began before theirs has ended. Their own wake-up is spent,
    /// and that end need not bring another.
    Hidden,
}

/// The way to what happens. Clones are the same.
#[derive(Clone)]
pub(crate) struct Live {
    batches: broadcast::Sender<Arc<Batch<Followed>>>,
    sessions: watch::Sender<u64>,
}

impl Live {
    /// Follows the log until `stop`.
    pub(crate) fn follow(desk: Desk, stop: watch::Receiver<bool>) -> Self {
        let live = Self { batches: broadcast::channel(BEHIND).0, sessions: watch::channel(0).0 };
        tokio::spawn(live.clone().run(desk, stop));
        live
    }

    /// Somebody signed out, or may see other things now: every connection asks again who is at its other end.
    pub(crate) fn sessions_changed(&self) {
        self.sessions.send_modify(|n| *n += 1);
    }

    pub(super) fn sessions(&self) -> watch::Receiver<u64> {
        self.sessions.subscribe()
    }

    pub(super) fn batches(&self) -> broadcast::Receiver<Arc<Batch<Followed>>> {
        self.batches.subscribe()
    }

    async fn run(self, desk: Desk, mut stop: watch::Receiver<bool>) {
        let mut changed = desk.changed();
        let mut at = None;
        let mut hidden = HIDDEN;
        while !*stop.borrow_and_update() {
            changed.borrow_and_update();
            let before = at;
            let read = self.hand_on(&desk, &mut at).await;
            let (state, said) = match &read {
                Ok(_) => (State::Ok, None),
                Err(_) => (State::Degraded, Some(Said::new("health-live-away"))),
            };
            desk.part_is("live", state, said);
            if at != before {
                hidden = HIDDEN;
            }
            let wait = match (read, desk.db().kind()) {
                (Ok(Ahead::Hidden), _) => {
                    let wait = hidden;
                    hidden = (2 * hidden).min(MOST_HIDDEN);
                    wait
                }
                (Ok(Ahead::Nothing), Dialect::Sqlite) => SWEEP_ALONE,
                (Ok(Ahead::Nothing), Dialect::Postgres) => SWEEP,
                (Err(error), _) => {
                    tracing::debug!(%error, "the live stream waits for the database");
                    // Whatever database comes back may be another one, whose log ends elsewhere.
                    at = None;
                    SWEEP
                }
            };
            tokio::select! {
                _ = changed.changed() => {}
                () = tokio::time::sleep(wait) => {}
                asked = stop.changed() => {
                    // Nobody can ask it to stop any more, so it stops.
                    if asked.is_err() {
                        return;
                    }
                }
            }
        }
    }

    /// Reads what is new, if anybody is there to hear it.
    async fn hand_on(&self, desk: &Desk, at: &mut Option<Cursor>) -> Result<Ahead> {
        let concerns_sessions =
            |event: &Followed| matches!(event.view.kind.as_str(), "user.changed" | "team.changed");
        let seen = |events: &[Followed]| {
            if events.iter().any(concerns_sessions) {
                self.sessions_changed();
            }
        };
        match hand_on(desk, &self.batches, at, PIECE, seen).await? {
            Some(to) => ahead(desk, to).await,
            None => Ok(Ahead::Nothing),
        }
    }
}

/// Hands everything after `at` to all who listen, and says where that ended; nothing while nobody listens.
pub(super) async fn hand_on<L: Log>(
    log: &L,
    to_all: &broadcast::Sender<Arc<Batch<L::Event>>>,
    at: &mut Option<Cursor>,
    piece: i64,
    seen: impl Fn(&[L::Event]),
) -> Result<Option<Cursor>> {
    // An error says that nobody listens any more, which is noticed the next time.
    let send = |batch| drop(to_all.send(Arc::new(batch)));
    if to_all.receiver_count() == 0 {
        *at = None;
        return Ok(None);
    }
    let mut from = match *at {
        Some(from) => from,
        None => {
            let end = log.end().await?;
            // Whoever stands before this place has to read up to it alone.
            send(Batch { from: end, to: end, events: Vec::new() });
            end
        }
    };
    loop {
        let (events, to) = log.tail(from, piece).await?;
        *at = Some(to);
        if events.is_empty() {
            return Ok(Some(to));
        }
        seen(&events);
        send(Batch { from, to, events });
        from = to;
    }
}

async fn ahead(desk: &Desk, at: Cursor) -> Result<Ahead> {
    // SQLite has one writer, so nothing there is ever hidden.
    let hidden = desk.db().kind() == Dialect::Postgres && desk.events_ahead(at, 1).await? > 0;
    Ok(if hidden { Ahead::Hidden } else { Ahead::Nothing })
}
