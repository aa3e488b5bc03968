//! When each life of the server ends.

use std::time::Duration;

use super::dice::Dice;
use super::moments::Moment;
use crate::parts::database::Kind;

/// The end of one life.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kill {
    /// So long after its process was begun, whether it is ready by then or not.
    WhileStarting(Duration),
    /// So long after it was ready.
    After(Duration),
    /// At the n-th such moment, or a little later.
    At(Moment, usize, Duration),
    /// While the log's pages are moved into the file (SQLite alone).
    Checkpoint,
}

const MOMENTS: [Moment; 7] = [
    Moment::MailHandedOver,
    Moment::MailTaken,
    Moment::ReplyAsked,
    Moment::ReplyAnswered,
    Moment::SentUnanswered,
    Moment::SentAnswered,
    Moment::Assigned,
];

impl Kill {
    /// The n-th kill of this seed.
    pub(super) fn planned(seed: u64, kind: Kind, number: u64) -> Self {
        let mut dice = Dice::of(seed, "kill", number);
        match dice.below(100) {
            0..15 => Self::WhileStarting(dice.millis(0, 500)),
            15..40 => Self::After(dice.millis(0, 1_500)),
            // A server on PostgreSQL waits up to four seconds for its predecessor's turn at routing.
            40..55 if kind == Kind::Postgres => Self::After(dice.millis(4_000, 5_500)),
            40..45 => Self::Checkpoint,
            _ => {
                let moment = MOMENTS[dice.below(MOMENTS.len())];
                let then = if dice.percent(50) { Duration::ZERO } else { dice.millis(0, 12) };
                Self::At(moment, dice.below(8), then)
            }
        }
    }
}

#[test]
fn the_same_seed_plans_the_same_kills() {
    let plan = |seed| (0..50).map(|n| Kill::planned(seed, Kind::Sqlite, n)).collect::<Vec<_>>();
    assert_eq!(plan(1), plan(1));
    assert_ne!(plan(1), plan(2));
}
