//! Tries at a password: after several wrong ones a name has to wait. Per process and in memory, since it only slows
//! guessing down; the address-wide limit lies in front of it.

use std::collections::HashMap;
use std::sync::Mutex;

use jiff::Timestamp;
use wissel_model::{Error, Result};

/// Wrong tries that cost nothing.
const FREE: u32 = 5;
/// Seconds until all is forgotten.
const FORGET: i64 = 900;
/// Names remembered at once; the oldest make room.
const NAMES: usize = 10_000;

/// Wrong tries per name.
#[derive(Debug, Default)]
pub struct Tries(Mutex<HashMap<String, (u32, Timestamp)>>);

impl Tries {
    /// Refuses a name that has to wait.
    ///
    /// # Errors
    /// [`Error::TooMany`] with the seconds left.
    pub fn check(&self, name: &str, now: Timestamp) -> Result<()> {
        let tries = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let Some((wrong, last)) = tries.get(name) else { return Ok(()) };
        let wait = if *wrong < FREE { 0 } else { 1_i64 << (wrong - FREE).min(8) };
        let left = wait - elapsed(*last, now);
        if left > 0 {
            return Err(Error::TooMany { retry_after: u64::try_from(left).unwrap_or(1) });
        }
        Ok(())
    }

    /// Counts a wrong try.
    pub fn wrong(&self, name: &str, now: Timestamp) {
        let mut tries = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        tries.retain(|_, (_, last)| elapsed(*last, now) < FORGET);
        let full = tries.len() >= NAMES && !tries.contains_key(name);
        let oldest = tries.iter().min_by_key(|(_, (_, last))| *last).map(|(name, _)| name.clone());
        if let Some(oldest) = oldest.filter(|_| full) {
            tries.remove(&oldest);
        }
        let entry = tries.entry(name.to_owned()).or_insert((0, now));
        *entry = (entry.0 + 1, now);
    }

    /// Forgets a name that got in.
    pub fn right(&self, name: &str) {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(name);
    }
}

/// Seconds that went by. When the clock was turned back nobody knows how many, and nobody waits for them again.
fn elapsed(last: Timestamp, now: Timestamp) -> i64 {
    let elapsed = now.as_second() - last.as_second();
    if elapsed < 0 { FORGET } else { elapsed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_wrong_try_waits_and_each_further_one_twice_as_long() {
        let tries = Tries::default();
        let at = |second| Timestamp::from_second(second).unwrap();
        for _ in 0..5 {
            tries.check("maud", at(0)).unwrap();
            tries.wrong("maud", at(0));
        }
        assert_eq!(tries.check("maud", at(0)), Err(Error::TooMany { retry_after: 1 }));
        tries.check("joris", at(0)).unwrap();
        tries.check("maud", at(1)).unwrap();
        tries.wrong("maud", at(1));
        assert_eq!(tries.check("maud", at(1)), Err(Error::TooMany { retry_after: 2 }));
        tries.right("maud");
        tries.check("maud", at(1)).unwrap();
    }

    #[test]
    fn a_clock_that_is_turned_back_locks_nobody_out() {
        let tries = Tries::default();
        let at = |second| Timestamp::from_second(second).unwrap();
        (0..9).for_each(|_| tries.wrong("maud", at(7_200)));
        tries.check("maud", at(7_200)).unwrap_err();
        tries.check("maud", at(3_600)).unwrap();
    }
}
