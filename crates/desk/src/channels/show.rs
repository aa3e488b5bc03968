//! Channels as the pages see them. Secrets never leave.

use wissel_channels::mail::MailSettings;
use wissel_model::{ChannelId, Error, Permission, Result, Who};
use wissel_store::channels::{self, Channel};

use crate::Desk;
use crate::view::{ChannelView, Health};

impl Desk {
    /// Every channel. How it is connected is shown to those who may change it.
    pub async fn channels(&self, who: &Who) -> Result<Vec<ChannelView>> {
        self.db().read(channels::all).await?.into_iter().map(|one| seen_by(who, one)).collect()
    }

    /// One channel.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn channel(&self, who: &Who, id: ChannelId) -> Result<ChannelView> {
        let found = self.db().read(move |tx| channels::get(tx, id)).await?;
        seen_by(who, found.ok_or(Error::NotFound("channel"))?)
    }
}

fn seen_by(who: &Who, channel: Channel) -> Result<ChannelView> {
    let mut view = view(channel)?;
    if !who.may(Permission::ChannelsManage) {
        let MailSettings { address, from_name, signature, .. } = view.settings;
        view.settings = MailSettings { address, from_name, signature, ..MailSettings::default() };
        view.secrets_set = Vec::new();
        view.health.detail = None;
        view.health.last_error = None;
    }
    Ok(view)
}

pub(super) fn view(channel: Channel) -> Result<ChannelView> {
    let mut health: Health = serde_json::from_str(&channel.health).unwrap_or_default();
    if !channel.active {
        health.state = "off".into();
    } else if health.state.is_empty() {
        health.state = "connecting".into();
    }
    let settings: MailSettings =
        serde_json::from_str(&channel.settings).map_err(Error::internal)?;
    Ok(ChannelView {
        id: channel.id,
        kind: channel.kind,
        name: channel.name,
        active: channel.active,
        address: channel.address,
        settings,
        health,
        rule_version: channel.rule_version,
        secrets_set: serde_json::from_str(&channel.secrets_set).unwrap_or_default(),
        version: channel.version,
    })
}
