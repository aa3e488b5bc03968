//! The clock's face. Only the binary owns a real one; everything else is told the time.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// Something that tells the time.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// A clock that stands still until it is moved. For tests and for "pretend it is".
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// A clock standing at `at`.
    #[must_use]
    pub fn at(at: Timestamp) -> Self {
        Self(AtomicI64::new(at.as_microsecond()))
    }

    /// Moves the clock by `seconds`, backwards when negative.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        micros(self.0.load(Ordering::SeqCst))
    }
}

/// A stored moment (UTC microseconds since 1970) as a [`Timestamp`]. Values outside the
/// calendar, which only a damaged database could hold, become its nearest end.
#[must_use]
pub fn micros(stored: i64) -> Timestamp {
    Timestamp::from_microsecond(stored).unwrap_or(if stored < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}
