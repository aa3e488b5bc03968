//! What the outside was promised, and what it saw: everything that is held against the server afterwards.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::moments::Moments;
use crate::parts::live::Happening;

/// What goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Phase {
    /// Everybody does what they can.
    Storm,
    /// So does everybody but the mail server outside, which is well again: what it put off is not tried again for
    /// minutes, and is to be through when all is over.
    Calm,
    /// Nobody begins anything; what was begun is brought to its end.
    Settle,
}

/// Shared by everybody who takes part.
pub(super) struct Ledger {
    pub(super) seed: u64,
    pub(super) moments: Moments,
    phase: watch::Sender<Phase>,
    written: Mutex<Written>,
}

#[derive(Clone, Default)]
pub(super) struct Written {
    /// By name.
    pub(super) mails: BTreeMap<String, Mailed>,
    /// By key.
    pub(super) posts: BTreeMap<String, Posted>,
    /// What the mail server outside took, by Message-ID.
    pub(super) taken: BTreeMap<String, Vec<Taken>>,
    /// Message-IDs that the mail server outside did not take at once.
    pub(super) put_off: BTreeSet<String>,
    /// What the live stream told, in its order.
    pub(super) told: Vec<Happening>,
    /// Tickets that the live stream told of.
    pub(super) tickets: Vec<i64>,
    /// The server's lives: when each was killed.
    pub(super) lives: Vec<Option<Instant>>,
    /// What was plainly wrong when it was seen.
    pub(super) wrong: Vec<String>,
    pub(super) counts: HashMap<&'static str, u64>,
    pub(super) slowest_start: Duration,
}

/// A mail that was sent in.
#[derive(Clone, Debug)]
pub(super) struct Mailed {
    pub(super) subject: String,
    /// The Message-ID of ours that it answers, if it answers one.
    pub(super) answers: Option<String>,
    pub(super) handed_over: u32,
    pub(super) acknowledged: Option<Instant>,
}

/// Something that was posted with an `Idempotency-Key`.
#[derive(Clone, Debug)]
pub(super) struct Posted {
    pub(super) what: Post,
    /// What can be found nowhere else.
    pub(super) words: String,
    pub(super) ticket: Option<i64>,
    pub(super) asked: u32,
    /// The status it was answered with in the end.
    pub(super) answered: Option<u16>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Post {
    Reply,
    Comment,
    Ticket,
}

/// A mail of ours that the mail server outside took.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    pub(super) words: String,
    pub(super) to: Vec<String>,
    pub(super) at: Instant,
    /// In which of the server's lives.
    pub(super) life: usize,
    /// Whether the server was told so, as far as the mail server knows.
    pub(super) answered: bool,
}

impl Ledger {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            seed,
            moments: Moments::new(),
            phase: watch::channel(Phase::Storm).0,
            written: Mutex::default(),
        }
    }

    pub(super) fn write(&self) -> MutexGuard<'_, Written> {
        self.written.lock().expect("no holder panics")
    }

    pub(super) fn is_storm(&self) -> bool {
        self.phase() != Phase::Settle
    }

    pub(super) fn phase(&self) -> Phase {
        *self.phase.borrow()
    }

    pub(super) fn turn(&self, phase: Phase) {
        self.phase.send_replace(phase);
    }

    pub(super) fn count(&self, what: &'static str) {
        *self.write().counts.entry(what).or_default() += 1;
    }

    pub(super) fn counted(&self, what: &'static str) -> u64 {
        self.write().counts.get(what).copied().unwrap_or(0)
    }

    pub(super) fn wrong(&self, what: String) {
        self.write().wrong.push(what);
    }

    /// A life of the server begins.
    pub(super) fn born(&self) {
        self.write().lives.push(None);
    }

    /// It took so long until the server was ready.
    pub(super) fn started_within(&self, took: Duration) {
        let mut written = self.write();
        written.slowest_start = written.slowest_start.max(took);
    }

    pub(super) fn killed(&self) {
        let mut written = self.write();
        *written.lives.last_mut().expect("it was born") = Some(Instant::now());
    }
}

impl Written {
    /// The number of the server's present life.
    pub(super) fn life(&self) -> usize {
        self.lives.len()
    }

    /// A ticket to work on: mostly one of the latest.
    pub(super) fn ticket(&self, dice: &mut super::dice::Dice) -> Option<i64> {
        let from = if dice.percent(80) { self.tickets.len().saturating_sub(150) } else { 0 };
        dice.pick(&self.tickets[from..]).copied()
    }
}
