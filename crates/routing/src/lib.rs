//! Who gets this ticket: pure decisions with their explanation.
//!
//! **What it is.** A [`Roster`] holds everybody a ticket could go to, a [`Rule`] says whom a channel
//! wants, an [`Ask`] describes one ticket. [`decide`] answers who gets it, [`explain`] answers why, and a
//! [`Record`] is both, written down so that anybody can work it out again.
//!
//! **What it never does.** It reads no clock, draws no chance, touches no file, database or network, and
//! cannot fail: time, seed and facts come in as parameters. It knows nothing of tickets, channels or
//! schedules beyond the few numbers in its types. It makes no promise about *safety*: the facts may be
//! stale by the time an owner is set, so whoever sets one checks them again inside that transaction.
//!
//! **Invariants.**
//! * [`why_not`] is the only place that says why a person cannot take a ticket. The roster's bitsets are
//!   filled from the same small predicates, and a property test holds the two equal.
//! * `walk` in `walk.rs` is the only place that knows the order of the steps; deciding and explaining both follow it.
//! * The answer depends on ids and numbers alone, never on the order of a list.
//!
//! **Where to begin reading.** `rule.rs`, then `person.rs`, then `walk.rs`. The fast path is `decide.rs` over
//! `facts.rs`; the wordy one is `explain.rs`.

mod ask;
mod bits;
mod broken;
mod check;
mod choose;
mod decide;
mod explain;
mod explanation;
mod facts;
mod kind;
mod need;
mod outcome;
mod person;
mod pool;
mod rank;
mod reason;
mod record;
mod roster;
mod rule;
mod team;
mod turns;
mod walk;

pub use ask::{Ask, Asked};
pub use broken::{Broken, broken};
pub use check::{MAX_AFTER_MINUTES, MAX_NAMED, MIN_AFTER_MINUTES, Problem};
pub use decide::decide;
pub use explain::explain;
pub use explanation::{Candidate, Explanation, StepTried};
pub use kind::Kind;
pub use need::{Need, need_key};
pub use outcome::{Outcome, Step, Then, TieBreak};
pub use person::{Access, Counts, Limits, Person, Presence};
pub use reason::{Reason, why_not};
pub use record::{Mismatch, Record};
pub use roster::Roster;
pub use rule::{Assign, Distribution, Named, NamedKind, Pool, Rule, WhenNobody};
pub use team::Team;
pub use turns::turns_after;
