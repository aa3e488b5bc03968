//! How many connections the system lets us have: each is an open file.

/// More than we ever use.
const ENOUGH: u64 = 65_536;

/// Asks the system for as many open files as it allows, and says how many that are.
#[cfg(unix)]
pub(super) fn most() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.unwrap_or(ENOUGH).min(ENOUGH);
    let raised = Rlimit { current: Some(wanted), maximum: limit.maximum };
    let most = match limit.current {
        Some(now) if now < wanted => match setrlimit(Resource::Nofile, raised) {
            Ok(()) => wanted,
            Err(error) => {
                tracing::warn!(%error, now, "no more files may be open");
                now
            }
        },
        Some(now) => now,
        None => ENOUGH,
    };
    usize::try_from(most.min(ENOUGH)).unwrap_or(usize::MAX)
}

/// Elsewhere there is no such limit that matters.
#[cfg(not(unix))]
pub(super) fn most() -> usize {
    usize::try_from(ENOUGH).unwrap_or(usize::MAX)
}
