//! A reply is queued in the transaction that writes it; its Message-ID is fixed there, so every try sends the same mail.

use jiff::Timestamp;
use serde_json::{Value, json};
use wissel_channels::mail::thread::{self, OwnMessage};
use wissel_model::{AddressKind, Error, MessageId, Result};
use wissel_store::channels::Channel;
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, contacts, jobs, messages};

use super::ours::Ours;
use crate::Desk;

/// The job that hands a message over.
pub(crate) const SEND: &str = "mail.send";

/// Where a reply goes and what it refers to.
pub(crate) struct Head {
    /// The team's address.
    pub(crate) from: String,
    /// The contact's.
    pub(crate) to: String,
    /// Who was copied in.
    pub(crate) cc: Vec<String>,
    /// The subject.
    pub(crate) subject: String,
    /// The thread so far, oldest first.
    pub(crate) thread_ids: Vec<String>,
}

/// The head of a reply on `ticket`: to whoever wrote last, with those they copied in.
///
/// # Errors
/// Refusal `reply.no_address` when nothing reaches the contact by mail.
pub(crate) fn outgoing_head(tx: &mut Tx<'_>, ticket: &Ticket, channel: &Channel) -> Result<Head> {
    let last = messages::last_in(tx, ticket.id)?;
    let people: Value = last
        .as_ref()
        .and_then(|last| serde_json::from_str(&last.recipients).ok())
        .unwrap_or_default();
    let list = |name: &str| -> Vec<String> {
        let listed = people[name].as_array().cloned().unwrap_or_default();
        listed.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect()
    };
    let ours = Ours::read(tx)?;
    let mut to = list("reply_to").into_iter().find(|address| !ours.has(address));
    to = to.or_else(|| last.as_ref().map(|last| last.from_address.clone()));
    if to.as_ref().is_none_or(String::is_empty) {
        let addresses = contacts::addresses(tx, ticket.contact)?;
        to = addresses.into_iter().find(|one| one.kind == AddressKind::Email).map(|one| one.value);
    }
    let to = to.filter(|to| !ours.has(to)).ok_or_else(|| Error::refused("reply.no_address"))?;
    let mut cc = list("cc");
    cc.retain(|address| !ours.has(address) && *address != to);
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
    Ok(Head { from, to, cc, subject: ticket.subject.clone(), thread_ids })
}

/// Fixes the Message-ID and asks for the job that sends it.
pub(crate) fn queue(
    tx: &mut Tx<'_>,
    desk: &Desk,
    ticket: &Ticket,
    channel: &Channel,
    message: MessageId,
    now: Timestamp,
) -> Result<()> {
    let own = OwnMessage { ticket: ticket.id.0, message: message.0 };
    let address = channel.address.as_deref().unwrap_or_default();
    let id = thread::message_id(address, own, &desk.0.mail_key)
        .ok_or_else(|| Error::internal("a mail channel with an unusable address"))?;
    messages::set_mail_id(tx, message, &id)?;
    jobs::ask(tx, SEND, &message.to_string(), &json!({ "message": message }), now, now)
}
