//! The machine's clock: the only real one there is.

use jiff::Timestamp;
use wissel_model::Clock;

/// Tells the machine's time.
#[derive(Debug, Clone, Copy, Default)]
pub struct MachineClock;

impl Clock for MachineClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everybody else is handed"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
