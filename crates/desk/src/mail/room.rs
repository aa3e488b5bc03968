//! How many mails are read at once. A mail takes several times its size while it is taken apart.

use tokio::sync::{Semaphore, SemaphorePermit};

/// Mails that are taken apart at the same time; more would only share the processors.
const READ: usize = 4;
/// A mail of more bytes has the memory to itself, from when it is taken apart until it is stored.
const LARGE: usize = 256 << 10;

/// The room there is.
pub(crate) struct Room {
    read: Semaphore,
    large: Semaphore,
}

impl Default for Room {
    fn default() -> Self {
        Self { read: Semaphore::new(READ), large: Semaphore::new(1) }
    }
}

impl Room {
    /// Waits until a mail may be taken apart; to be held while it is.
    pub(super) async fn read(&self) -> Option<SemaphorePermit<'_>> {
        self.read.acquire().await.ok()
    }

    /// Waits until a mail of so many bytes may be taken in; to be held until it is stored.
    pub(super) async fn store(&self, bytes: usize) -> Option<SemaphorePermit<'_>> {
        if bytes <= LARGE {
            return None;
        }
        self.large.acquire().await.ok()
    }
}
