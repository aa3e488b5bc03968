//! Connections kept for the next mail of the same channel.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, timeout};
use wissel_model::ChannelId;

use super::connect::Connection;

/// How long a connection is kept without a mail.
const IDLE: Duration = Duration::from_secs(60);
/// The most that are kept for one channel.
const EACH: usize = 2;
/// Some servers count the mails of a connection: it is left after so many.
const MAILS: u32 = 50;

/// The connections at rest.
#[derive(Default)]
pub(super) struct Kept(Mutex<HashMap<ChannelId, Vec<Resting>>>);

struct Resting {
    /// The version of the settings that it was made with.
    version: i64,
    since: Instant,
    connection: Connection,
}

impl Kept {
    /// A connection that still works, made with these very settings.
    pub(super) async fn take(&self, channel: ChannelId, version: i64) -> Option<Connection> {
        loop {
            let mut resting = self.pop(channel)?;
            if resting.version == version && resting.since.elapsed() < IDLE {
                let works =
                    timeout(Duration::from_secs(5), resting.connection.smtp.test_connected()).await;
                if works == Ok(true) {
                    return Some(resting.connection);
                }
            }
        }
    }

    fn pop(&self, channel: ChannelId) -> Option<Resting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_mut(&channel)?.pop()
    }

    pub(super) fn put(&self, channel: ChannelId, version: i64, connection: Connection) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Nobody else looks after those of channels that send nothing any more.
        all.values_mut().for_each(|kept| kept.retain(|one| one.since.elapsed() < IDLE));
        all.retain(|_, kept| !kept.is_empty());
        let kept = all.entry(channel).or_default();
        if connection.sent < MAILS && kept.len() < EACH {
            kept.push(Resting { version, since: Instant::now(), connection });
        }
    }
}
