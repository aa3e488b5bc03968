//! Waiting for the thing itself, with a deadline. The only place in the tests where anything pauses.

use std::time::Duration;

use tokio::time::Instant;

/// Between two questions. Short enough to be invisible beside what is asked for.
const PAUSE: Duration = Duration::from_millis(20);

/// Asks until there is an answer, and fails with `what` when `limit` is over.
#[track_caller]
pub(crate) fn eventually<T>(
    what: &str,
    limit: Duration,
    mut ask: impl AsyncFnMut() -> Option<T>,
) -> impl Future<Output = T> {
    let caller = std::panic::Location::caller();
    async move {
        let begun = Instant::now();
        loop {
            if let Some(answer) = ask().await {
                return answer;
            }
            assert!(
                begun.elapsed() < limit,
                "not within {limit:?}: {what} (asked for at {caller})"
            );
            tokio::time::sleep(PAUSE).await;
        }
    }
}

/// Lets time pass that belongs to what is played: somebody's pace, or the moment at which a server is killed. Never to
/// wait for something.
pub(crate) async fn pass(time: Duration) {
    tokio::time::sleep(time).await;
}

/// As [`eventually`], for places that cannot be async, such as `Drop`: `None` when the time is up.
pub(crate) fn until<T>(limit: Duration, mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    for _ in 0..=(limit.as_millis() / PAUSE.as_millis()) {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        pause();
    }
    None
}

#[expect(clippy::disallowed_methods, reason = "a pause between two questions, within a deadline")]
fn pause() {
    std::thread::sleep(PAUSE);
}
