//! Channels as the pages see them. Secrets never leave.

use wissel_channels::mail::MailSettings;
use wissel_model::{ChannelId, Error, Language, Permission, Result, Who};
use wissel_store::channels::{self, Channel};

use crate::Desk;
use crate::health::ChannelHealth;
use crate::view::{ChannelView, Health};

impl Desk {
    /// Every channel. How it is connected is shown to those who may change it.
    pub async fn channels(&self, who: &Who) -> Result<Vec<ChannelView>> {
        let all = self.db().read(channels::all).await?;
        all.into_iter().map(|one| self.seen_by(who, one)).collect()
    }

    /// One channel.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn channel(&self, who: &Who, id: ChannelId) -> Result<ChannelView> {
        let found = self.db().read(move |tx| channels::get(tx, id)).await?;
        self.seen_by(who, found.ok_or(Error::NotFound("channel"))?)
    }

    fn seen_by(&self, who: &Who, channel: Channel) -> Result<ChannelView> {
        let may = who.may(Permission::ChannelsManage);
        let health = self.channel_health(&channel);
        let mut view = view(channel, &health, who.language, may)?;
        if !may {
            let MailSettings { address, from_name, signature, .. } = view.settings;
            view.settings =
                MailSettings { address, from_name, signature, ..MailSettings::default() };
            view.secrets_set = Vec::new();
        }
        Ok(view)
    }
}

pub(super) fn view(
    channel: Channel,
    health: &ChannelHealth,
    language: Language,
    details: bool,
) -> Result<ChannelView> {
    let settings: MailSettings =
        serde_json::from_str(&channel.settings).map_err(Error::internal)?;
    Ok(ChannelView {
        id: channel.id,
        kind: channel.kind,
        name: channel.name,
        active: channel.active,
        address: channel.address,
        settings,
        health: Health::of(health, channel.active, language, details),
        rule_version: channel.rule_version,
        secrets_set: serde_json::from_str(&channel.secrets_set).unwrap_or_default(),
        version: channel.version,
    })
}
