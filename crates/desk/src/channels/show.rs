//! Channels as the pages see them. Secrets never leave.

use wissel_channels::mail::MailSettings;
use wissel_model::{ChannelId, Error, Result, Who};
use wissel_store::channels::{self, Channel};

use crate::Desk;
use crate::view::{ChannelView, Health};

impl Desk {
    /// Every channel.
    pub async fn channels(&self, who: &Who) -> Result<Vec<ChannelView>> {
        let _ = who;
        self.db().read(channels::all).await?.into_iter().map(view).collect()
    }

    /// One channel.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn channel(&self, who: &Who, id: ChannelId) -> Result<ChannelView> {
        let _ = who;
        let found = self.db().read(move |tx| channels::get(tx, id)).await?;
        view(found.ok_or(Error::NotFound("channel"))?)
    }
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
