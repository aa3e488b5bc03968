//! How long to wait after something failed: twice as long each time, with jitter, so that many mailboxes of one
//! server that was away do not come back all at once.

use std::time::Duration;

/// The first wait.
pub(crate) const SHORTEST: Duration = Duration::from_secs(1);
/// The longest wait.
pub(crate) const LONGEST: Duration = Duration::from_secs(300);

/// Counts failures in a row.
#[derive(Debug, Default)]
pub(crate) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// How long to wait after one more failure. `chance` (0–255) spreads it over the upper half of the step.
    pub(crate) fn next(&mut self, chance: u8) -> Duration {
        let step = SHORTEST
            .saturating_mul(2_u32.saturating_pow(self.failures.saturating_add(1)))
            .min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        step / 2 + step / 2 * u32::from(chance) / 255
    }

    /// It went well: the next failure begins anew.
    pub(crate) fn reset(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_from_one_second_to_five_minutes_and_stay_there() {
        let (mut low, mut high) = (Backoff::default(), Backoff::default());
        let mut last = Duration::ZERO;
        for _ in 0..100 {
            let (least, most) = (low.next(0), high.next(255));
            assert!(SHORTEST <= least && least <= most && most <= LONGEST);
            assert!(least >= last);
            last = least;
        }
        assert_eq!(last, LONGEST / 2);
        assert_eq!(high.next(255), LONGEST);
    }

    #[test]
    fn after_a_success_it_begins_anew() {
        let mut backoff = Backoff::default();
        backoff.next(0);
        backoff.next(0);
        backoff.reset();
        assert_eq!(backoff.next(0), SHORTEST);
    }
}
