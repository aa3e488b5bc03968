//! Whose a mail is, and bringing it to them.

use std::collections::HashMap;

use bytes::Bytes;
use wissel_channels::mail::smtp::{Delivery, Outcome, RecipientAnswer};
use wissel_model::{ChannelId, Error};

use crate::net::desk::{MailDesk, Received, Source};

/// The most addresses that are remembered: more than a mail has.
const REMEMBERED: usize = 1_000;

/// The recipients of the mail that is being handed over.
pub(super) struct Recipients<D> {
    desk: D,
    /// Which channel each accepted address belongs to.
    channels: HashMap<String, ChannelId>,
}

impl<D: MailDesk> Recipients<D> {
    pub(super) fn new(desk: D) -> Self {
        Self { desk, channels: HashMap::new() }
    }

    /// Whether a mail has been begun.
    pub(super) fn any(&self) -> bool {
        !self.channels.is_empty()
    }

    pub(super) async fn check(&mut self, address: &str) -> RecipientAnswer {
        match self.desk.mail_recipient(address).await {
            Ok(Some(channel)) => {
                // A client that begins many mails and ends none fills no memory.
                if self.channels.len() >= REMEMBERED {
                    self.channels.clear();
                }
                self.channels.insert(address.to_owned(), channel);
                RecipientAnswer::Accepted
            }
            Ok(None) => RecipientAnswer::Unknown,
            Err(error) => {
                tracing::debug!(%error, "a recipient cannot be looked up");
                RecipientAnswer::TryLater
            }
        }
    }

    /// Brings the mail to each channel once. One outcome per recipient, in their order.
    pub(super) async fn deliver(&mut self, delivery: Delivery) -> Vec<Outcome> {
        let channels = std::mem::take(&mut self.channels);
        let raw = Bytes::from(delivery.data);
        let mut done: HashMap<ChannelId, Outcome> = HashMap::new();
        let mut outcomes = Vec::with_capacity(delivery.recipients.len());
        for address in &delivery.recipients {
            let Some(channel) = channels.get(address).copied() else {
                outcomes.push(Outcome::TryLater);
                continue;
            };
            let outcome = match done.get(&channel) {
                Some(outcome) => *outcome,
                None => {
                    let recipients = delivery.recipients.iter();
                    let recipients = recipients
                        .filter(|one| channels.get(*one) == Some(&channel))
                        .cloned()
                        .collect();
                    let envelope_from = delivery.from.clone();
                    self.bring(
                        channel,
                        Source::Delivered { envelope_from, recipients },
                        raw.clone(),
                    )
                    .await
                }
            };
            done.insert(channel, outcome);
            outcomes.push(outcome);
        }
        outcomes
    }

    async fn bring(&self, channel: ChannelId, from: Source, raw: Bytes) -> Outcome {
        let desk = self.desk.clone();
        // A task of its own, so that a mail that breaks the desk does not break the conversation.
        let stored = tokio::spawn(async move { desk.receive_mail(channel, from, raw).await }).await;
        match stored {
            Ok(Ok(Received::Refused(why))) => {
                tracing::info!(%channel, why, "a mail was refused");
                Outcome::Refused
            }
            Ok(Ok(_)) => Outcome::Stored,
            Ok(Err(Error::TooLarge { .. } | Error::Invalid(_))) => Outcome::Refused,
            Ok(Err(error @ Error::NoRoom(_))) => {
                tracing::debug!(%error, %channel, "there is no room for a mail");
                Outcome::NoRoom
            }
            // Whatever it is, the mail is not to blame: its server keeps it and comes again.
            Ok(Err(error)) => {
                tracing::error!(%error, %channel, "a mail could not be stored");
                Outcome::TryLater
            }
            Err(error) => {
                tracing::error!(%error, %channel, "a mail broke the desk");
                Outcome::TryLater
            }
        }
    }
}
