//! The seeded stream from which everybody's choices come.

use std::time::Duration;

/// SplitMix64: small, good enough for choices, and the same everywhere.
#[derive(Clone, Debug)]
pub(super) struct Dice(u64);

impl Dice {
    /// The dice of one actor: those of another are no part of them, however much either throws.
    pub(super) fn of(seed: u64, actor: &str, number: u64) -> Self {
        let mut dice = Self(seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        for byte in actor.bytes() {
            dice.0 = dice.0.wrapping_mul(31).wrapping_add(u64::from(byte));
            dice.throw();
        }
        dice
    }

    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        (self.throw() % limit.max(1) as u64) as usize
    }

    /// A whole number from `least` to `most`.
    pub(super) fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.throw() % (most - least + 1)
    }

    /// True in so many cases of a hundred.
    pub(super) fn percent(&mut self, of: u64) -> bool {
        self.throw() % 100 < of
    }

    /// A time in milliseconds from `least` to `most`.
    pub(super) fn millis(&mut self, least: u64, most: u64) -> Duration {
        Duration::from_millis(self.between(least, most))
    }

    /// One of several.
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        if from.is_empty() { None } else { Some(&from[self.below(from.len())]) }
    }
}

#[test]
fn the_same_seed_throws_the_same_and_another_actor_throws_something_else() {
    let throws = |seed, actor| {
        let mut dice = Dice::of(seed, actor, 3);
        (0..20).map(|_| dice.below(1_000)).collect::<Vec<_>>()
    };
    assert_eq!(throws(7, "mails"), throws(7, "mails"));
    assert_ne!(throws(7, "mails"), throws(7, "people"));
    assert_ne!(throws(7, "mails"), throws(8, "mails"));
}
