//! A small believable desk to look around in: made through the same doors as a real one, only on an earlier clock.

mod people;
mod properties;
mod replies;
mod tickets;

use std::sync::Arc;

use async_trait::async_trait;
use jiff::SignedDuration;
use wissel_model::{FixedClock, Result};
use wissel_store::users;

use crate::mail::{MailChannel, OutMail, Outbox, Undelivered};
use crate::{Desk, Parts};

/// The sending server of the demo's channels: no such machine, so nothing of the demo ever leaves this one.
pub const NOWHERE: &str = "demo.invalid";

impl Desk {
    /// Fills an empty database with a demo desk. Returns false, and changes nothing, when there is somebody already.
    pub async fn fill_demo(&self) -> Result<bool> {
        if self.db().read(users::any).await? {
            return Ok(false);
        }
        let begin = self.now().checked_sub(SignedDuration::from_hours(50)).unwrap_or(self.now());
        let clock = Arc::new(FixedClock::at(begin));
        let past = self.on(clock.clone());
        let crew = people::make(&past).await?;
        properties::make(&past, &crew.people[0]).await?;
        replies::make(&past, &crew.people[0]).await?;
        tickets::make(&past, &clock, &crew).await?;
        Ok(true)
    }

    /// The same desk by another clock.
    fn on(&self, clock: Arc<FixedClock>) -> Self {
        let parts = &self.0.parts;
        Self::new(Parts {
            db: parts.db.clone(),
            clock,
            random: parts.random.clone(),
            blobs: parts.blobs.clone(),
            sealer: parts.sealer.clone(),
            base_url: parts.base_url.clone(),
        })
    }
}

/// A way out that keeps the demo's mails: they count as sent, and go nowhere. All others pass.
pub struct Shelf<O>(pub O);

#[async_trait]
impl<O: Outbox> Outbox for Shelf<O> {
    async fn send(&self, channel: &MailChannel, mail: &OutMail) -> Result<(), Undelivered> {
        if channel.settings.smtp.host == NOWHERE {
            tracing::debug!(channel = channel.name, "a mail of the demo desk goes nowhere");
            return Ok(());
        }
        self.0.send(channel, mail).await
    }
}

/// Takes nothing: the demo's own mails never come this far.
struct Closed;

#[async_trait]
impl Outbox for Closed {
    async fn send(&self, _: &MailChannel, _: &OutMail) -> Result<(), Undelivered> {
        let detail = "the demo sends nothing".into();
        Err(Undelivered { permanent: true, detail, taken: Vec::new() })
    }
}
