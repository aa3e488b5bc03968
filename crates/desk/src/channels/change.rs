//! Connecting a channel and changing its settings.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_channels::mail::settings::Receive;
use wissel_channels::mail::{MailSettings, address};
use wissel_model::{
    Actor, ChannelId, ChannelKind, Error, EventKind, FieldError, Permission, Result, Who,
};
use wissel_routing::Rule;
use wissel_store::channels::{self, Draft};
use wissel_store::events;

use crate::Desk;
use crate::health::{ChannelHealth, News, Way};
use crate::mail::{MailSecrets, open, seal};
use crate::view::ChannelView;

/// A channel to be connected.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelDraft {
    /// What kind of source it is.
    pub kind: ChannelKind,
    /// What people call it.
    pub name: String,
    /// False: takes nothing in and sends nothing out.
    #[serde(default = "yes")]
    pub active: bool,
    /// Its settings.
    pub settings: MailSettings,
    /// Its secrets.
    #[serde(default)]
    pub secrets: MailSecrets,
}

fn yes() -> bool {
    true
}

/// What is to change of a channel; what is left out stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ChannelChange {
    /// What people call it.
    pub name: Option<String>,
    /// False: takes nothing in and sends nothing out.
    pub active: Option<bool>,
    /// All its settings.
    pub settings: Option<MailSettings>,
    /// The secrets that change; an empty text removes one.
    pub secrets: Option<MailSecrets>,
}

/// What is wrong with settings, each field as a channel's draft names it.
fn wrong(settings: &MailSettings) -> Vec<FieldError> {
    let told = |(field, code)| FieldError::new(format!("settings.{field}"), code);
    settings.check().into_iter().map(told).collect()
}

/// Whether a channel could have these settings.
///
/// # Errors
/// Every wrong field.
pub fn usable(settings: &MailSettings) -> Result<()> {
    let wrong = wrong(settings);
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}

fn check(name: &str, settings: &MailSettings) -> Result<(String, String)> {
    let mut wrong = wrong(settings);
    let name = address::one_line(name);
    if name.is_empty() || name.chars().count() > 100 {
        wrong.push(FieldError::new("name", "invalid.name"));
    }
    match address::normalise(&settings.address) {
        Some(address) if wrong.is_empty() => Ok((name, address)),
        _ => Err(Error::Invalid(wrong)),
    }
}

fn in_words(error: Error) -> Error {
    if error.is_constraint("channel_address") {
        Error::field("settings.address", "invalid.address_taken")
    } else {
        error
    }
}

impl Desk {
    fn draft(
        &self,
        name: &str,
        active: bool,
        settings: &MailSettings,
        secrets: &MailSecrets,
    ) -> Result<Draft> {
        let (name, address) = check(name, settings)?;
        Ok(Draft {
            name,
            address: Some(address),
            active,
            settings: serde_json::to_string(settings).map_err(Error::internal)?,
            secrets: seal(self, secrets),
            secrets_set: serde_json::to_string(&secrets.names()).map_err(Error::internal)?,
        })
    }

    /// Connects a channel. Its rule begins as *no one*, balanced, only available users.
    ///
    /// # Errors
    /// Every wrong field; field `settings.address` when it is connected already.
    pub async fn create_channel(&self, who: &Who, draft: ChannelDraft) -> Result<ChannelView> {
        who.need(Permission::ChannelsManage)?;
        if draft.kind != ChannelKind::Email {
            return Err(Error::field("kind", "invalid.channel_kind"));
        }
        let secrets = MailSecrets::default().changed(draft.secrets);
        let stored = self.draft(&draft.name, draft.active, &draft.settings, &secrets)?;
        let rule = serde_json::to_string(&Rule::default()).map_err(Error::internal)?;
        let (user, now) = (who.user, self.now());
        let health = health(&draft.settings, "{}", now)?;
        let made = self
            .db()
            .write(move |tx| {
                let id = channels::insert(tx, draft.kind, &stored, &rule, Some(user), now)
                    .map_err(in_words)?;
                channels::set_health(tx, id, &health)?;
                let data = json!({ "channel": id, "made": true });
                events::append(tx, Actor::User(user), EventKind::ChannelChanged, None, data, now)?;
                channels::get(tx, id)?.ok_or(Error::NotFound("channel"))
            })
            .await?;
        let health = self.channel_health(&made);
        super::show::view(made, &health, who.language, true)
    }

    /// Changes a channel's name, settings or secrets.
    ///
    /// # Errors
    /// Every wrong field; [`Error::NotFound`].
    pub async fn change_channel(
        &self,
        who: &Who,
        id: ChannelId,
        change: ChannelChange,
    ) -> Result<ChannelView> {
        who.need(Permission::ChannelsManage)?;
        let (user, now, desk) = (who.user, self.now(), self.clone());
        let changed = self
            .db()
            .write(move |tx| {
                let before = channels::lock(tx, id)?.ok_or(Error::NotFound("channel"))?;
                let kept: MailSettings =
                    serde_json::from_str(&before.settings).map_err(Error::internal)?;
                let settings = change.settings.clone().unwrap_or(kept);
                let name = change.name.clone().unwrap_or(before.name);
                let active = change.active.unwrap_or(before.active);
                let secrets = match &change.secrets {
                    // Whoever enters all secrets anew need not be able to open the old ones.
                    Some(given) => {
                        open(&desk, &before.secrets).unwrap_or_default().changed(given.clone())
                    }
                    None => open(&desk, &before.secrets)?,
                };
                let draft = desk.draft(&name, active, &settings, &secrets)?;
                channels::update(tx, id, &draft).map_err(in_words)?;
                channels::set_health(tx, id, &health(&settings, &before.health, now)?)?;
                let data = json!({ "channel": id });
                events::append(tx, Actor::User(user), EventKind::ChannelChanged, None, data, now)?;
                channels::get(tx, id)?.ok_or(Error::NotFound("channel"))
            })
            .await?;
        let health = self.channel_health(&changed);
        super::show::view(changed, &health, who.language, true)
    }
}

/// A mailbox has to be connected first; what is delivered to us needs nothing more. When something last came in stays.
fn health(settings: &MailSettings, before: &str, now: Timestamp) -> Result<String> {
    let last_in_at = ChannelHealth::read(before).last_in_at;
    let mut health = ChannelHealth { last_in_at, ..ChannelHealth::default() };
    health.hear(
        match settings.receive {
            Receive::Imap => News::Connecting,
            Receive::Delivered => News::Works { way: Way::Receiving, came: false },
        },
        now,
    );
    serde_json::to_string(&health).map_err(Error::internal)
}
