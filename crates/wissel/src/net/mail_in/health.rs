//! Telling how a mailbox is doing, once for each change.

use wissel_model::ChannelId;

use crate::net::desk::{MailDesk, News, Said, Way};
use crate::net::trouble::Trouble;

/// What was told last.
pub(super) struct Pulse<'a, D> {
    desk: &'a D,
    channel: ChannelId,
    told: Option<News>,
}

impl<'a, D: MailDesk> Pulse<'a, D> {
    pub(super) fn new(desk: &'a D, channel: ChannelId) -> Self {
        Self { desk, channel, told: None }
    }

    /// We are connecting. An error is shown until that has worked.
    pub(super) async fn connecting(&mut self) {
        if !matches!(self.told, Some(News::Trouble(..))) {
            self.tell(News::Connecting).await;
        }
    }

    /// The mailbox is read; `came` when mail was taken in just now.
    pub(super) async fn fine(&mut self, came: bool) {
        self.tell(News::Works { way: Way::Receiving, came }).await;
    }

    /// The mailbox cannot be read.
    pub(super) async fn error(&mut self, trouble: &Trouble) {
        self.tell(News::Trouble(Way::Receiving, trouble.said())).await;
    }

    /// One mail could not be taken in; the others are.
    pub(super) async fn skipped(&mut self, said: Said) {
        let news = News::Skipped(said);
        if let Err(error) = self.desk.channel_news(self.channel, news).await {
            self.unheard(&error);
        }
    }

    async fn tell(&mut self, news: News) {
        let came = matches!(news, News::Works { came: true, .. });
        if self.told.as_ref() == Some(&news) && !came {
            return;
        }
        match self.desk.channel_news(self.channel, news.clone()).await {
            // That something came is no state.
            Ok(()) if came => self.told = Some(News::Works { way: Way::Receiving, came: false }),
            Ok(()) => self.told = Some(news),
            Err(error) => self.unheard(&error),
        }
    }

    fn unheard(&self, error: &wissel_model::Error) {
        tracing::debug!(%error, channel = %self.channel, "the health of a mailbox cannot be told");
    }
}
