//! What the sockets of e-mail ask of the desk, and nothing more: tests put a small desk of their own here.

use async_trait::async_trait;
use bytes::Bytes;
use jiff::Timestamp;
use tokio::sync::watch;
use wissel_desk::Desk;
use wissel_desk::random::Random;
use wissel_model::{ChannelId, Result};

pub(crate) use wissel_desk::health::{News, Way};
pub(crate) use wissel_desk::mail::{
    MailChannel, MailSecrets, OutMail, Received, Source, Undelivered,
};
pub(crate) use wissel_desk::words::Said;

use crate::random::MachineRandom;

/// The desk as mail servers meet it.
#[async_trait]
pub trait MailDesk: Clone + Send + Sync + 'static {
    /// The present moment.
    fn now(&self) -> Timestamp;
    /// A number between 0 and 255 that nobody can tell beforehand.
    fn chance(&self) -> u8;
    /// Moves when anything was changed, by this process or another.
    fn changed(&self) -> watch::Receiver<u64>;
    /// The channels that are in use, with their secrets.
    async fn mail_channels(&self) -> Result<Vec<MailChannel>>;
    /// Whose address this is, if it is one of ours.
    async fn mail_recipient(&self, address: &str) -> Result<Option<ChannelId>>;
    /// Takes in a mail; it is stored when this answers.
    async fn receive_mail(&self, channel: ChannelId, from: Source, raw: Bytes) -> Result<Received>;
    /// Notes where reading a mailbox stands.
    async fn set_cursor(&self, channel: ChannelId, cursor: &str) -> Result<()>;
    /// Notes what became known of a channel.
    async fn channel_news(&self, channel: ChannelId, news: News) -> Result<()>;
    /// Has what failed before, and waits for its next try, tried now.
    async fn try_jobs_now(&self) -> Result<()>;
    /// Takes or renews a lease; with 0 seconds, lets go of it.
    async fn hold_lease(&self, name: &str, holder: &str, seconds: i64) -> Result<bool>;
}

#[async_trait]
impl MailDesk for Desk {
    fn now(&self) -> Timestamp {
        Desk::now(self)
    }

    fn chance(&self) -> u8 {
        let mut byte = [0];
        MachineRandom.fill(&mut byte);
        byte[0]
    }

    fn changed(&self) -> watch::Receiver<u64> {
        Desk::changed(self)
    }

    async fn mail_channels(&self) -> Result<Vec<MailChannel>> {
        Desk::mail_channels(self).await
    }

    async fn mail_recipient(&self, address: &str) -> Result<Option<ChannelId>> {
        Desk::mail_recipient(self, address).await
    }

    async fn receive_mail(&self, channel: ChannelId, from: Source, raw: Bytes) -> Result<Received> {
        Desk::receive_mail(self, channel, from, raw).await
    }

    async fn set_cursor(&self, channel: ChannelId, cursor: &str) -> Result<()> {
        Desk::set_cursor(self, channel, cursor).await
    }

    async fn channel_news(&self, channel: ChannelId, news: News) -> Result<()> {
        Desk::channel_news(self, channel, news).await
    }

    async fn try_jobs_now(&self) -> Result<()> {
        Desk::try_jobs_now(self).await
    }

    async fn hold_lease(&self, name: &str, holder: &str, seconds: i64) -> Result<bool> {
        Desk::hold_lease(self, name, holder, seconds).await
    }
}
