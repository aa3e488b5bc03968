//! The mail channels, for those who connect them to the outside.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use wissel_channels::mail::{MailSettings, address, thread};
use wissel_model::{Actor, ChannelId, ChannelKind, Error, EventKind, Result};
use wissel_store::channels::{self, Channel};
use wissel_store::{Tx, events, leases};

use crate::Desk;
use crate::mail::{MailSecrets, open};
use crate::view::Health;

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

/// Notes that something came in, to the minute: a note per mail would make a queue of them.
pub(super) fn heard_from(tx: &mut Tx<'_>, channel: &Channel, now: Timestamp) -> Result<()> {
    let mut health: Health = serde_json::from_str(&channel.health).unwrap_or_default();
    let fresh = |last: Timestamp| now.duration_since(last) < SignedDuration::from_mins(1);
    if health.last_in_at.is_some_and(fresh) {
        return Ok(());
    }
    health.last_in_at = Some(now);
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
                    let told = crate::words::sentence(wissel_model::Language::En, &error);
                    let health = Health {
                        state: "error".into(),
                        detail: Some(told.clone()),
                        last_error: Some(told),
                        ..Health::default()
                    };
                    self.set_health(channel.id, health).await?;
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

    /// Stores how a channel is doing. Pages hear of it when state or error changed.
    pub async fn set_health(&self, id: ChannelId, health: Health) -> Result<()> {
        let now = self.now();
        self.db()
            .write(move |tx| {
                let Some(channel) = channels::lock(tx, id)? else { return Ok(()) };
                let before: Health = serde_json::from_str(&channel.health).unwrap_or_default();
                let mut health = health.clone();
                health.last_in_at = health.last_in_at.or(before.last_in_at);
                health.last_error_at = health.last_error_at.or(before.last_error_at);
                health.last_error = health.last_error.or_else(|| before.last_error.clone());
                if health == before {
                    return Ok(());
                }
                channels::set_health(
                    tx,
                    id,
                    &serde_json::to_string(&health).map_err(Error::internal)?,
                )?;
                if health.state != before.state || health.last_error != before.last_error {
                    let data = json!({ "channel": id, "health": health.state });
                    events::append(tx, Actor::System, EventKind::ChannelChanged, None, data, now)?;
                }
                Ok(())
            })
            .await
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
