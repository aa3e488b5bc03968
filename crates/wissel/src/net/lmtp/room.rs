//! How many clients, and how much of their mail, we have room for at once.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::net::MAX_MAIL;
use crate::net::places::Places;

/// The most connections.
const ALL: usize = 1_000;
/// The most connections from one address. A mail server that hands us everything comes from one.
const EACH: usize = 100;
/// A mail server may think about its next command for so long, when others want in.
const GRACE: Duration = Duration::from_secs(5);
/// What is kept of a mail in memory while it comes, in bytes; the rest goes to a file.
pub(super) const SMALL: usize = 32 << 10;
/// What all those files together may hold, in KiB.
const SPOOLED: usize = 2 << 20;
/// What is read back of them at once to be stored, in KiB: one of the largest mails.
const WHOLE: usize = (MAX_MAIL >> 10) + 1;

/// The room there is.
pub(super) struct Room {
    pub(super) places: Arc<Places>,
    /// Where large mails lie while they come.
    pub(super) folder: PathBuf,
    spooled: Arc<Semaphore>,
    whole: Arc<Semaphore>,
}

impl Room {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self {
            places: Places::new(ALL, EACH, GRACE, &[]),
            folder,
            spooled: Arc::new(Semaphore::new(SPOOLED)),
            whole: Arc::new(Semaphore::new(WHOLE)),
        }
    }

    /// Room on the disk for so many bytes more, if there is.
    pub(super) fn on_disk(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.spooled).try_acquire_many_owned(kib(bytes)).ok()
    }

    /// Waits for room in memory for a mail of so many bytes.
    pub(super) async fn in_memory(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.whole).acquire_many_owned(kib(bytes).min(WHOLE as u32)).await.ok()
    }
}

fn kib(bytes: usize) -> u32 {
    u32::try_from(bytes.div_ceil(1 << 10)).unwrap_or(u32::MAX)
}
