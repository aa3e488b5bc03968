//! A desk that remembers what it was told, and fails where a mail's text asks for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use bytes::Bytes;
use jiff::Timestamp;
use tokio::sync::watch;
use wissel_channels::mail::MailSettings;
use wissel_channels::mail::settings::{Imap, Receive};
use wissel_desk::health::ChannelHealth;
use wissel_desk::view::Health;
use wissel_model::{ChannelId, Error, Language, Result, TicketId};

use crate::net::desk::{MailChannel, MailDesk, MailSecrets, News, Received, Source};

pub(crate) const NOW: &str = "2030-01-01T00:00:00Z";

#[derive(Clone)]
pub(crate) struct SmallDesk(Arc<Inner>);

struct Inner {
    state: Mutex<State>,
    changed: watch::Sender<u64>,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) channels: Vec<MailChannel>,
    pub(crate) addresses: HashMap<String, ChannelId>,
    pub(crate) mails: Vec<(ChannelId, Source, Bytes)>,
    pub(crate) health: ChannelHealth,
    pub(crate) leases: HashMap<String, String>,
    /// The database is away.
    pub(crate) away: bool,
    /// How often jobs were to be tried at once.
    pub(crate) hurried: usize,
    /// How often a mail was brought, taken or not.
    pub(crate) brought: usize,
}

impl SmallDesk {
    pub(crate) fn new(channels: Vec<MailChannel>) -> Self {
        let mut state = State { channels, ..State::default() };
        state.health.hear(News::Connecting, NOW.parse().unwrap());
        Self(Arc::new(Inner { state: Mutex::new(state), changed: watch::Sender::new(0) }))
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap()
    }

    /// Changes the desk, and tells of it.
    pub(crate) fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.0.changed.send_modify(|count| *count += 1);
    }

    /// The subjects of the mails that were taken, in their order.
    pub(crate) fn subjects(&self) -> Vec<String> {
        self.state().mails.iter().map(|(.., raw)| subject(raw)).collect()
    }

    pub(crate) fn health(&self) -> Health {
        Health::of(&self.state().health, true, Language::En, true)
    }
}

fn subject(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw);
    text.lines().find_map(|line| line.strip_prefix("Subject: ")).unwrap_or("(none)").to_owned()
}

/// A channel that reads this mailbox.
pub(crate) fn channel(imap: Imap, password: &str) -> MailChannel {
    let settings = MailSettings {
        address: "support@acme.test".to_owned(),
        receive: Receive::Imap,
        imap,
        ..MailSettings::default()
    };
    let secrets =
        MailSecrets { imap_password: Some(password.to_owned()), ..MailSecrets::default() };
    MailChannel {
        id: ChannelId(1),
        name: "Support".to_owned(),
        version: 1,
        settings,
        secrets,
        cursor: None,
        created_at: "2020-01-01T00:00:00Z".parse().unwrap(),
    }
}

#[async_trait]
impl MailDesk for SmallDesk {
    fn now(&self) -> Timestamp {
        NOW.parse().unwrap()
    }

    fn chance(&self) -> u8 {
        0
    }

    fn changed(&self) -> watch::Receiver<u64> {
        self.0.changed.subscribe()
    }

    async fn mail_channels(&self) -> Result<Vec<MailChannel>> {
        Ok(self.state().channels.clone())
    }

    async fn mail_recipient(&self, address: &str) -> Result<Option<ChannelId>> {
        let state = self.state();
        if state.away {
            return Err(Error::Unavailable("away".to_owned()));
        }
        Ok(state.addresses.get(address).copied())
    }

    async fn receive_mail(&self, channel: ChannelId, from: Source, raw: Bytes) -> Result<Received> {
        let subject = subject(&raw);
        self.state().brought += 1;
        assert!(!subject.contains("breaks the desk"), "a fault of the desk");
        let mut state = self.state();
        match subject.as_str() {
            _ if state.away => Err(Error::Unavailable("away".to_owned())),
            text if text.contains("loop") => Ok(Received::Refused("mail.loop")),
            text if text.contains("bad") => Err(Error::internal("bad")),
            _ => {
                state.mails.push((channel, from, raw));
                Ok(Received::Taken { ticket: TicketId(1), new: true })
            }
        }
    }

    async fn set_cursor(&self, channel: ChannelId, cursor: &str) -> Result<()> {
        let mut state = self.state();
        if state.away {
            return Err(Error::Unavailable("away".to_owned()));
        }
        for one in state.channels.iter_mut().filter(|one| one.id == channel) {
            one.cursor = Some(cursor.to_owned());
        }
        Ok(())
    }

    async fn channel_news(&self, _: ChannelId, news: News) -> Result<()> {
        let now = self.now();
        self.state().health.hear(news, now);
        Ok(())
    }

    async fn try_jobs_now(&self) -> Result<()> {
        self.state().hurried += 1;
        Ok(())
    }

    async fn hold_lease(&self, name: &str, holder: &str, seconds: i64) -> Result<bool> {
        let mut state = self.state();
        let ours = state.leases.get(name).is_none_or(|held| held == holder);
        if ours && seconds == 0 {
            state.leases.remove(name);
        } else if ours {
            state.leases.insert(name.to_owned(), holder.to_owned());
        }
        Ok(ours)
    }
}
