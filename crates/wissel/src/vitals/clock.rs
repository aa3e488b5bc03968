//! Whether the clock goes as it should: it is not turned, and agrees with the database's.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;
use wissel_desk::Desk;
use wissel_desk::health::State;
use wissel_desk::words::Said;
use wissel_store::about;

/// Further than this from where it should be, the clock was turned. A clock that is put right gently never is.
const TURNED: SignedDuration = SignedDuration::from_secs(5);
/// Further apart than this, the two clocks do not agree.
const APART: i64 = 2;
/// How often they are compared.
const COMPARE: Duration = Duration::from_secs(60);

/// The clock's hands as they were last seen, beside a watch that nobody can turn.
pub(super) struct Hands {
    at: Timestamp,
    watch: Instant,
    compared: Option<Instant>,
}

impl Hands {
    pub(super) fn new(desk: &Desk) -> Self {
        Self { at: desk.now(), watch: Instant::now(), compared: None }
    }

    /// Tells the desk when the clock was turned since the last look.
    pub(super) async fn look(&mut self, desk: &Desk) {
        let (at, watch) = (desk.now(), Instant::now());
        let went = SignedDuration::try_from(watch - self.watch).unwrap_or(SignedDuration::ZERO);
        let turned = at.duration_since(self.at) - went;
        (self.at, self.watch) = (at, watch);
        if turned.abs() > TURNED {
            let seconds = turned.as_secs();
            tracing::warn!(seconds, "the clock was turned; what waits by it is looked at again");
            if let Err(error) = desk.clock_turned().await {
                tracing::warn!(%error, "not all that waits by the clock could be looked at");
                // The next look tries again.
                self.at = at.checked_sub(turned).unwrap_or(at);
            }
        }
        if turned.abs() > TURNED || self.compared.is_none_or(|at| watch - at > COMPARE) {
            self.compared = Some(watch);
            compare(desk).await;
        }
    }
}

async fn compare(desk: &Desk) {
    // A database that does not answer now tells the time later.
    let Ok(about) = about::about(desk.db()).await else { return };
    let Some(theirs) = about.clock else { return };
    let apart = (desk.now().as_microsecond() - theirs).abs() / 1_000_000;
    if apart > APART {
        let said = Said::new("health-clock-apart").with("seconds", apart);
        desk.part_is("clock", State::Degraded, Some(said));
    } else {
        desk.part_is("clock", State::Ok, None);
    }
}
