//! The mail channels, for those who connect them to the outside.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use wissel_channels::mail::{MailSettings, address, thread};
use wissel_model::{Actor, ChannelId, ChannelKind, Error, EventKind, Language, Result};
use wissel_store::channels::{self, Channel};
use wissel_store::{Tx, events, leases};

use crate::Desk;
use crate::health::{ChannelHealth, Flow, FlowState, News, Way};
use crate::mail::{MailSecrets, open};
use crate::words::Said;

/// A mail channel with everything needed to connect it.
#[derive(Debug, Clone)]
pub struct MailChannel {
    /// Its id.
    pub id: ChannelId,
    /// What people call it.
    pub name: String,
    /// Rises with every change of settings or secrets.
    pub version: i64,
    /// Its settings.
    pub settings: MailSettings,
    /// Its secrets, opened.
    pub secrets: MailSecrets,
    /// Where reading its mailbox stands.
    pub cursor: Option<String>,
    /// When it was connected: older mail in the mailbox is not ours to take in.
    pub created_at: Timestamp,
}

/// The settings of a mail channel.
pub(crate) fn settings(channel: &Channel) -> Result<MailSettings> {
    serde_json::from_str(&channel.settings).map_err(Error::internal)
}

/// Notes that something came in.
pub(super) fn heard_from(tx: &mut Tx<'_>, channel: &Channel, now: Timestamp) -> Result<()> {
    let before = ChannelHealth::read(&channel.health);
    let mut health = before.clone();
    health.came(now);
    if health == before {
        return Ok(());
    }
    channels::set_health(tx, channel.id, &serde_json::to_string(&health).map_err(Error::internal)?)
}

impl Desk {
    pub(crate) fn mail_channel(&self, channel: &Channel) -> Result<MailChannel> {
        Ok(MailChannel {
            id: channel.id,
            name: channel.name.clone(),
            version: channel.version,
            settings: settings(channel)?,
            secrets: open(self, &channel.secrets)?,
            cursor: channel.cursor.clone(),
            created_at: channel.created_at,
        })
    }

    /// The active mail channels. One whose secrets cannot be opened says so in its health and is left out.
    pub async fn mail_channels(&self) -> Result<Vec<MailChannel>> {
        let all = self.db().read(channels::all).await?;
        let mut connected = Vec::new();
        for channel in all.iter().filter(|one| one.active && one.kind == ChannelKind::Email) {
            match self.mail_channel(channel) {
                Ok(channel) => connected.push(channel),
                Err(error) => {
                    tracing::debug!(%error, channel = %channel.id, "a channel cannot be opened");
                    let said = Said::new("trouble-sealed");
                    for way in [Way::Receiving, Way::Sending] {
                        self.channel_news(channel.id, News::Trouble(way, said.clone())).await?;
                    }
                }
            }
        }
        Ok(connected)
    }

    /// The channel that takes mail for this address, in its plain form or as a ticket's reply address.
    pub async fn mail_recipient(&self, given: &str) -> Result<Option<ChannelId>> {
        let Some(given) = address::normalise(given) else { return Ok(None) };
        let key = self.0.mail_key.clone();
        let all = self.db().read(channels::all).await?;
        let ours = |channel: &&Channel| {
            channel.active
                && channel.kind == ChannelKind::Email
                && channel.address.as_ref().is_some_and(|team| {
                    *team == given || thread::read_reply_address(&given, team, &key).is_some()
                })
        };
        Ok(all.iter().find(ours).map(|channel| channel.id))
    }

    /// Stores what became known of a channel. The log and the pages hear of it when a direction begins or ceases to
    /// work, or fails for another reason.
    pub async fn channel_news(&self, id: ChannelId, news: News) -> Result<()> {
        let stored = self.store_news(id, news.clone()).await;
        match &stored {
            Ok(()) => self.stored(id, news.way()),
            Err(error) if error.is_for_now() => self.keep_in_mind(id, &news),
            Err(_) => {}
        }
        stored
    }

    async fn store_news(&self, id: ChannelId, news: News) -> Result<()> {
        let now = self.now();
        let told = self
            .db()
            .write(move |tx| {
                let Some(channel) = channels::lock(tx, id)? else { return Ok(None) };
                let before = ChannelHealth::read(&channel.health);
                let mut health = before.clone();
                health.hear(news.clone(), now);
                if health == before {
                    return Ok(None);
                }
                let stored = serde_json::to_string(&health).map_err(Error::internal)?;
                channels::set_health(tx, id, &stored)?;
                let changed: Vec<(Way, Flow)> = [Way::Receiving, Way::Sending]
                    .into_iter()
                    .filter(|way| is_news(before.flow(*way), health.flow(*way)))
                    .map(|way| (way, health.flow(way).clone()))
                    .collect();
                if !changed.is_empty() || health.last_error != before.last_error {
                    let data = json!({ "channel": id, "health": true });
                    events::append(tx, Actor::System, EventKind::ChannelChanged, None, data, now)?;
                }
                Ok(Some((channel.name, changed)))
            })
            .await?;
        let (name, changed) = told.unwrap_or_default();
        for (way, flow) in changed {
            match &flow.trouble {
                Some(said) => {
                    let trouble = said.full(Language::En);
                    tracing::warn!(channel = %id, name, ?way, "mail does not flow: {trouble}");
                }
                None if flow.state == FlowState::Ok => {
                    tracing::info!(channel = %id, name, ?way, "mail flows");
                }
                None => {}
            }
        }
        Ok(())
    }

    /// Stores where reading a channel's source stands.
    pub async fn set_cursor(&self, id: ChannelId, cursor: &str) -> Result<()> {
        let cursor = cursor.to_owned();
        self.db().write(move |tx| channels::set_cursor(tx, id, &cursor)).await
    }

    /// Takes or renews the lease called `name` for so many seconds. For speed only.
    pub async fn hold_lease(&self, name: &str, holder: &str, seconds: i64) -> Result<bool> {
        let (name, holder, now) = (name.to_owned(), holder.to_owned(), self.now());
        self.db()
            .write(move |tx| {
                leases::hold(tx, &name, &holder, now, SignedDuration::from_secs(seconds))
            })
            .await
    }
}

fn is_news(before: &Flow, now: &Flow) -> bool {
    let key = |flow: &Flow| flow.trouble.as_ref().map(|said| said.key.clone());
    before.state != now.state || key(before) != key(now)
}
