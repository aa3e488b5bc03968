//! How long to wait after something failed: twice as long each time, with jitter, so that many mailboxes of one
//! server that was away do not come back all at once.

use std::time::Duration;

/// The first wait.
pub(crate) const SHORTEST: Duration = Duration::from_secs(1);
/// The longest wait for a server that does not answer: once it is back, it is to be used again soon.
pub(crate) const LONGEST: Duration = Duration::from_secs(30);
/// The longest wait for a server that refuses us: some lock an account that is tried too often.
pub(crate) const REFUSED: Duration = Duration::from_secs(300);

/// Counts failures in a row.
#[derive(Debug, Default)]
pub(crate) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// How long to wait after one more failure, `longest` at most. `chance` (0–255) spreads it over the upper half of the step.
    pub(crate) fn next(&mut self, chance: u8, longest: Duration) -> Duration {
        let step = SHORTEST
            .saturating_mul(2_u32.saturating_pow(self.failures.saturating_add(1)))
            .min(longest);
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
    fn waits_grow_from_one_second_to_the_longest_and_stay_there() {
        let (mut low, mut high) = (Backoff::default(), Backoff::default());
        let mut last = Duration::ZERO;
        for _ in 0..100 {
            let (least, most) = (low.next(0, LONGEST), high.next(255, LONGEST));
            assert!(SHORTEST <= least && least <= most && most <= LONGEST);
            assert!(least >= last);
            last = least;
        }
        assert_eq!(last, LONGEST / 2);
        assert_eq!(high.next(255, LONGEST), LONGEST);
    }

    #[test]
    fn after_a_success_it_begins_anew() {
        let mut backoff = Backoff::default();
        backoff.next(0, REFUSED);
        backoff.next(0, REFUSED);
        backoff.reset();
        assert_eq!(backoff.next(0, REFUSED), SHORTEST);
    }
}
