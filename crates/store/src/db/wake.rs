//! "The log has grown, look": a hint, never the news itself.

use tokio::sync::watch;

/// Wakes everybody who follows the event log.
pub(super) struct Wake(watch::Sender<u64>);

impl Wake {
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(0))
    }

    /// After a commit that appended events, here or on another node.
    pub(super) fn all(&self) {
        self.0.send_modify(|times| *times += 1);
    }

    pub(super) fn follow(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}
