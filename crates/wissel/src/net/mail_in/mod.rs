//! Fetching mail: one reader per mailbox, started, stopped and restarted as the channels change.
//!
//! [`reader`] keeps one mailbox connected, [`sweep`] fetches what is new in it, [`first`] what came before it was
//! first opened, and [`cursor`] remembers how far that got. A mail counts as fetched only when the desk has stored it;
//! reading one twice is harmless, because the desk knows what it has.

mod cursor;
mod first;
mod health;
mod lease;
mod reader;
mod sweep;
mod take;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use rustls::ClientConfig;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;
use tokio::time::sleep;
use wissel_channels::mail::settings::Receive;
use wissel_model::ChannelId;

use super::desk::{MailChannel, MailDesk};
use super::oauth2::Tokens;
use super::stop::stopped;
use super::tls;
use super::web::{Client, Reach};
use reader::Reader;

/// Changes come in bursts: the channels are looked at this long after the first one.
const SETTLE: Duration = Duration::from_millis(500);
/// They are looked at this often without being told.
const LOOK: Duration = Duration::from_secs(30);

/// Reads every mailbox that is in use, until `stop` says true. `holder` is this process's name among its peers; tokens
/// are fetched from where `reach` lets them.
pub async fn run(desk: impl MailDesk, holder: String, reach: Reach, stop: watch::Receiver<bool>) {
    run_trusting(desk, holder, stop, tls::client_config(), reach).await;
}

async fn run_trusting(
    desk: impl MailDesk,
    holder: String,
    mut stop: watch::Receiver<bool>,
    tls: Arc<ClientConfig>,
    reach: Reach,
) {
    let large = Arc::new(Semaphore::new(1));
    let tokens = Arc::new(Tokens::new(Client::new(&tls, &reach)));
    let mut changed = desk.changed();
    let mut readers = Readers::default();
    loop {
        changed.mark_unchanged();
        match desk.mail_channels().await {
            Ok(channels) => readers.follow(channels, |channel| Reader {
                desk: desk.clone(),
                channel,
                holder: holder.clone(),
                tls: Arc::clone(&tls),
                tokens: Arc::clone(&tokens),
                large: Arc::clone(&large),
            }),
            Err(error) => {
                tracing::warn!(%error, "the channels cannot be read; their mailboxes are kept as they are")
            }
        }
        tokio::select! {
            () = stopped(&mut stop) => break,
            () = told(&mut changed) => {}
            () = sleep(LOOK) => {}
        }
    }
    readers.end().await;
}

async fn told(changed: &mut watch::Receiver<u64>) {
    match changed.changed().await {
        Ok(()) => sleep(SETTLE).await,
        Err(_) => std::future::pending().await,
    }
}

/// The readers at work.
#[derive(Default)]
struct Readers {
    running: HashMap<ChannelId, Running>,
    leaving: Vec<JoinHandle<()>>,
}

struct Running {
    version: i64,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Readers {
    /// Makes the readers those of `channels`.
    fn follow<D: MailDesk>(
        &mut self,
        channels: Vec<MailChannel>,
        reader: impl Fn(MailChannel) -> Reader<D>,
    ) {
        self.leaving.retain(|task| !task.is_finished());
        let mut before = std::mem::take(&mut self.running);
        for channel in
            channels.into_iter().filter(|channel| channel.settings.receive == Receive::Imap)
        {
            let id = channel.id;
            let running = match before.remove(&id) {
                Some(old) if old.version == channel.version && !old.task.is_finished() => old,
                old => start(reader(channel), old),
            };
            self.running.insert(id, running);
        }
        self.leaving.extend(before.into_values().map(Running::stop));
    }

    /// Stops them all and waits until they have.
    async fn end(self) {
        let stopped: Vec<_> = self.running.into_values().map(Running::stop).collect();
        for task in self.leaving.into_iter().chain(stopped) {
            if let Err(error) = task.await {
                tracing::error!(%error, "a mailbox's reader broke");
            }
        }
    }
}

impl Running {
    fn stop(self) -> JoinHandle<()> {
        self.stop.send_replace(true);
        self.task
    }
}

/// Starts a reader after the one before it has ended, so that no mailbox has two.
fn start<D: MailDesk>(reader: Reader<D>, before: Option<Running>) -> Running {
    let (stop, stopped) = watch::channel(false);
    let version = reader.channel.version;
    let task = tokio::spawn(async move {
        if let Some(before) = before
            && let Err(error) = before.stop().await
        {
            tracing::error!(%error, channel = %reader.channel.id, "a mailbox's reader broke and is started again");
        }
        reader.run(stopped).await;
    });
    Running { version, stop, task }
}
