//! Telling how a mailbox is doing, once for each change.

use wissel_model::ChannelId;

use crate::net::desk::{Health, MailDesk};

/// What was told last.
pub(super) struct Pulse<'a, D> {
    desk: &'a D,
    channel: ChannelId,
    health: Health,
}

impl<'a, D: MailDesk> Pulse<'a, D> {
    pub(super) fn new(desk: &'a D, channel: ChannelId) -> Self {
        Self { desk, channel, health: Health::default() }
    }

    /// We are connecting. An error is shown until that has worked.
    pub(super) async fn connecting(&mut self) {
        if self.health.state != "error" {
            self.tell(Health {
                state: "connecting".to_owned(),
                detail: None,
                ..self.health.clone()
            })
            .await;
        }
    }

    /// The mailbox is read; `came` when mail was taken in just now.
    pub(super) async fn fine(&mut self, came: bool) {
        let last_in_at = if came { Some(self.desk.now()) } else { self.health.last_in_at };
        self.tell(Health {
            state: "ok".to_owned(),
            detail: None,
            last_in_at,
            ..self.health.clone()
        })
        .await;
    }

    /// The mailbox cannot be read.
    pub(super) async fn error(&mut self, sentence: String) {
        let (last_error, last_error_at) = (Some(sentence.clone()), Some(self.desk.now()));
        let state = "error".to_owned();
        self.tell(Health {
            state,
            detail: Some(sentence),
            last_error,
            last_error_at,
            ..self.health.clone()
        })
        .await;
    }

    /// One mail could not be taken in; the others are.
    pub(super) async fn skipped(&mut self, sentence: String) {
        let (last_error, last_error_at) = (Some(sentence), Some(self.desk.now()));
        self.tell(Health { last_error, last_error_at, ..self.health.clone() }).await;
    }

    async fn tell(&mut self, health: Health) {
        if health == self.health {
            return;
        }
        match self.desk.set_health(self.channel, health.clone()).await {
            Ok(()) => self.health = health,
            Err(error) => {
                tracing::debug!(%error, channel = %self.channel, "the health of a mailbox cannot be told")
            }
        }
    }
}
