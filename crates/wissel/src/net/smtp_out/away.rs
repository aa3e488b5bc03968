//! Servers that could not be reached when a mail was to go out: known, so that no mail waits for each anew, and tried
//! again until they are back.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};
use wissel_model::ChannelId;

use crate::net::desk::MailChannel;
use crate::net::trouble::Trouble;

/// The first wait before a server is tried again; each is twice the one before.
const SHORTEST: Duration = Duration::from_secs(2);

/// The channels whose server is away.
#[derive(Default)]
pub(super) struct Away {
    channels: Mutex<HashMap<ChannelId, Gone>>,
    more: Notify,
}

struct Gone {
    /// The version of the settings that it was tried with.
    version: i64,
    trouble: Trouble,
    wait: Duration,
    next: Instant,
}

impl Away {
    fn channels(&self) -> MutexGuard<'_, HashMap<ChannelId, Gone>> {
        self.channels.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why this channel's server cannot be had, if that is known.
    pub(super) fn known(&self, channel: &MailChannel) -> Option<Trouble> {
        let channels = self.channels();
        let gone = channels.get(&channel.id).filter(|gone| gone.version == channel.version)?;
        Some(gone.trouble.clone())
    }

    /// It could not be had just now.
    pub(super) fn failed(&self, channel: &MailChannel, trouble: &Trouble) {
        let mut channels = self.channels();
        let before = channels.get(&channel.id).filter(|gone| gone.version == channel.version);
        let wait = before.map_or(SHORTEST, |gone| (gone.wait * 2).min(trouble.longest_wait()));
        let (version, trouble) = (channel.version, trouble.clone());
        let gone = Gone { version, trouble, wait, next: Instant::now() + wait };
        channels.insert(channel.id, gone);
        drop(channels);
        self.more.notify_one();
    }

    pub(super) fn forget(&self, id: ChannelId) {
        self.channels().remove(&id);
    }

    /// Waits until one is to be tried.
    pub(super) async fn due(&self) {
        loop {
            let next = self.channels().values().map(|gone| gone.next).min();
            let time = async {
                match next {
                    Some(next) => sleep_until(next).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = time => return,
                () = self.more.notified() => {}
            }
        }
    }

    /// Those that are to be tried now.
    pub(super) fn take_due(&self) -> Vec<ChannelId> {
        let now = Instant::now();
        let channels = self.channels();
        channels.iter().filter(|(_, gone)| gone.next <= now).map(|(id, _)| *id).collect()
    }

    /// None can be tried now.
    pub(super) fn later(&self) {
        let next = Instant::now() + SHORTEST;
        self.channels().values_mut().for_each(|gone| gone.next = gone.next.max(next));
    }
}
