//! How long something took.

use std::time::{Duration, Instant};

/// A watch that was started.
pub(crate) struct Watch(Instant);

impl Watch {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where xtask reads a clock: to say how long a stage took"
    )]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}

/// Asks again and again until there is an answer or the time is up.
pub(crate) fn until<T>(limit: Duration, mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let watch = Watch::start();
    loop {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        if watch.seconds() > limit.as_secs_f64() {
            return None;
        }
        pause();
    }
}

#[expect(clippy::disallowed_methods, reason = "a pause between two questions, within a deadline")]
fn pause() {
    std::thread::sleep(Duration::from_millis(20));
}
