//! How often, and after how long, a transaction that lost a race is run again.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Tries in all. With the pauses below the last one begins within about two seconds.
pub(super) const TRIES: u32 = 8;

/// Weyl sequence over all callers: the state of the jitter. It only spreads pauses, so it needs no real seed.
static TURN: AtomicU64 = AtomicU64::new(0x9E37_79B9_7F4A_7C15);

/// The pause after try number `tried` (from 1): between half and all of 5 ms, 10 ms, 20 ms … so that two
/// transactions that met once do not meet again.
pub(super) fn pause(tried: u32) -> Duration {
    let most = 5_000u64 << tried.saturating_sub(1).min(8);
    let mut x = TURN.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    Duration::from_micros(most / 2 + (x ^ (x >> 31)) % (most / 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_differ() {
        for tried in 1..TRIES {
            let most = Duration::from_micros(5_000 << (tried - 1));
            let (a, b) = (pause(tried), pause(tried));
            assert!(a >= most / 2 && a < most && a != b);
        }
    }
}
