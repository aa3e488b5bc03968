//! A reply is queued in the transaction that writes it; its Message-ID is fixed there, so every try sends the same mail.

use jiff::Timestamp;
use serde_json::json;
use wissel_channels::mail::thread::{self, OwnMessage};
use wissel_model::{Error, MessageId, Result};
use wissel_store::channels::Channel;
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, jobs, messages};

use super::addressees::{Addressees, Given, addressees};
use crate::Desk;

/// The job that hands a message over.
pub(crate) const SEND: &str = "mail.send";

/// Where a reply goes and what it refers to.
pub(crate) struct Head {
    /// The team's address.
    pub(crate) from: String,
    /// Whom it goes to.
    pub(crate) people: Addressees,
    /// The subject.
    pub(crate) subject: String,
    /// The thread so far, oldest first.
    pub(crate) thread_ids: Vec<String>,
}

/// The head of a reply on `ticket` to those who were named.
///
/// # Errors
/// As [`addressees`](super::addressees).
pub(crate) fn outgoing_head(
    tx: &mut Tx<'_>,
    ticket: &Ticket,
    channel: &Channel,
    given: &Given,
) -> Result<Head> {
    let last = messages::last_in(tx, ticket.id)?;
    let people = addressees(tx, ticket, last.as_ref(), given)?;
    let mut thread_ids: Vec<String> =
        last.and_then(|last| serde_json::from_str(&last.thread_ids).ok()).unwrap_or_default();
    for id in messages::mail_ids(tx, ticket.id)?.into_iter().rev() {
        thread_ids.retain(|known| *known != id);
        thread_ids.push(id);
    }
    let from = channel
        .address
        .clone()
        .ok_or_else(|| Error::internal("a mail channel without an address"))?;
    Ok(Head { from, people, subject: ticket.subject.clone(), thread_ids })
}

/// Fixes the Message-ID and asks for the job that sends it at `leaves`.
pub(crate) fn queue(
    tx: &mut Tx<'_>,
    desk: &Desk,
    ticket: &Ticket,
    channel: &Channel,
    message: MessageId,
    leaves: Timestamp,
    now: Timestamp,
) -> Result<()> {
    let own = OwnMessage { ticket: ticket.id.0, message: message.0 };
    let address = channel.address.as_deref().unwrap_or_default();
    let id = thread::message_id(address, own, &desk.0.mail_key)
        .ok_or_else(|| Error::internal("a mail channel with an unusable address"))?;
    messages::set_mail_id(tx, message, &id)?;
    jobs::ask(tx, SEND, &message.to_string(), &json!({ "message": message }), leaves, now)
}
