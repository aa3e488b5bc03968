//! The one door: whatever a channel brings becomes a ticket, or joins one, here.

use jiff::Timestamp;
use serde_json::json;
use wissel_model::ticket::status;
use wissel_model::{Actor, Error, EventKind, MessageId, Priority, Result, TicketId};
use wissel_store::attachments::{self, Attachment};
use wissel_store::channels::Channel;
use wissel_store::contacts::{self, Contact};
use wissel_store::events;
use wissel_store::messages::{self, Message};
use wissel_store::tickets::{self, Ticket};
use wissel_store::{Tx, intake, line};

use super::make::{make, received};

/// Something that came in through a channel.
#[derive(Debug, Clone)]
pub(crate) struct Arrival {
    /// The source's own ids for it; any of them seen before makes it a double.
    pub(crate) keys: Vec<String>,
    /// Who sent it; held against change.
    pub(crate) contact: Contact,
    /// The ticket it continues.
    pub(crate) into: Option<TicketId>,
    /// The closed ticket a new one follows up.
    pub(crate) follows: Option<TicketId>,
    /// Who brings it: the contact, or a person who writes it down for them.
    pub(crate) actor: Actor,
    /// What it is about.
    pub(crate) subject: String,
    /// How urgent a new ticket is.
    pub(crate) priority: Priority,
    /// The message; its ticket is filled in here.
    pub(crate) message: Message,
    /// What had to be left out of it, for the conversation to say so.
    pub(crate) left_out: Vec<serde_json::Value>,
    /// Files, already in the blob store.
    pub(crate) attachments: Vec<Attachment>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Arrived {
    /// A new ticket.
    New(Box<Ticket>, MessageId),
    /// Part of a ticket that was there.
    Joined(TicketId, MessageId),
    /// Seen before; nothing changed.
    Double(TicketId),
}

/// Takes something in: ticket, message, files, events and the place in the line, all or nothing.
pub(crate) fn take_in(
    tx: &mut Tx<'_>,
    channel: &Channel,
    arrival: &Arrival,
    now: Timestamp,
) -> Result<Arrived> {
    for key in &arrival.keys {
        if let Some((ticket, _)) = intake::find(tx, key)? {
            return Ok(Arrived::Double(ticket));
        }
    }
    let joined = match arrival.into {
        Some(id) => tickets::lock(tx, id)?,
        None => None,
    };
    let (ticket, message) = match &joined {
        Some(ticket) => join(tx, ticket, arrival, now)?,
        None => {
            let (ticket, message) = make(tx, &[(channel, arrival)], now)?
                .pop()
                .ok_or_else(|| Error::internal("a ticket per arrival"))?;
            (super::spam::kept_out(tx, ticket, arrival, now)?, message)
        }
    };
    for attachment in &arrival.attachments {
        attachments::insert(tx, &Attachment { message: Some(message), ..attachment.clone() }, now)?;
    }
    let keys = arrival.keys.iter().map(|key| (key.as_str(), ticket.id, message));
    intake::record(tx, keys, now)?;
    Ok(match joined {
        Some(_) => Arrived::Joined(ticket.id, message),
        None => Arrived::New(Box::new(ticket), message),
    })
}

fn join(
    tx: &mut Tx<'_>,
    ticket: &Ticket,
    arrival: &Arrival,
    now: Timestamp,
) -> Result<(Ticket, MessageId)> {
    let preview = super::preview(&arrival.message.text);
    let quiet = arrival.message.automatic
        || ticket.spam
        || super::spam::blocked(tx, &arrival.message.from_address)?;
    let ticket = wake(tx, ticket, preview, quiet, now)?;
    let message = messages::insert(tx, &Message { ticket: ticket.id, ..arrival.message.clone() })?;
    let mut event = received(&ticket, message, arrival, now);
    // Whoever owns or follows the ticket is to hear of it.
    event.data["heard"] = json!(!quiet);
    events::append_all(tx, &[event])?;
    Ok((ticket, message))
}

/// A message joins a ticket: it is worked on again, unless nobody began yet, or only a machine wrote or somebody whom
/// nobody wants to hear.
fn wake(
    tx: &mut Tx<'_>,
    before: &Ticket,
    preview: String,
    quiet: bool,
    now: Timestamp,
) -> Result<Ticket> {
    let mut after = before.clone();
    after.preview = preview;
    after.updated_at = now;
    if !quiet {
        after.heard_at = Some(now);
        after.snoozed_until = None;
        if before.status != status::NEW {
            super::move_to(tx, &mut after, status::OPEN, now)?;
        }
    }
    let mut after = tickets::save(tx, before, after)?;
    if before.status != after.status {
        let mut data = super::moved(before, &after);
        data["reopened"] = json!(before.closed_at.is_some());
        events::append(tx, Actor::System, EventKind::TicketChanged, Some(after.id), data, now)?;
    }
    if before.at_rest() && !after.at_rest() {
        after = super::reopen::reopened(tx, after, now)?;
    }
    Ok(after)
}

/// Puts a ticket that needs an owner in the line. Its contact is held, so that its owner is still true then.
pub(crate) fn enter_line(tx: &mut Tx<'_>, ticket: &Ticket, now: Timestamp) -> Result<()> {
    let contact = contacts::lock(tx, ticket.contact)?
        .ok_or_else(|| Error::internal("ticket without contact"))?;
    line::enter(tx, [(ticket, contact.owner)], now)
}
