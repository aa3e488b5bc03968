//! New tickets: stored, told of, and put in the line, several in as many statements as one.

use jiff::Timestamp;
use serde_json::json;
use wissel_model::{EventKind, MessageId, Result};
use wissel_store::channels::Channel;
use wissel_store::events::{self, NewEvent};
use wissel_store::messages::{self, Message};
use wissel_store::tickets::{self, NewTicket, Ticket};
use wissel_store::{Tx, line};

use super::Arrival;

/// Makes a ticket of each of these, with its message. Their contacts are held since they were found, so the owners that
/// the line is told are still true. What its channel's rule makes of it is the router's business.
pub(super) fn make(
    tx: &mut Tx<'_>,
    all: &[(&Channel, &Arrival)],
    now: Timestamp,
) -> Result<Vec<(Ticket, MessageId)>> {
    let new = all.iter().map(|(channel, arrival)| NewTicket {
        subject: arrival.subject.clone(),
        priority: arrival.priority,
        channel: channel.id,
        kind: channel.kind,
        contact: arrival.contact.id,
        follows: arrival.follows,
        preview: super::preview(&arrival.message.text),
    });
    let made = tickets::insert_all(tx, new.collect(), now)?;
    let said = |(ticket, (_, arrival)): (&Ticket, &(&Channel, &Arrival))| Message {
        ticket: ticket.id,
        ..arrival.message.clone()
    };
    let said: Vec<Message> = made.iter().zip(all).map(said).collect();
    let messages = messages::insert_all(tx, &said)?;
    let made: Vec<_> = made.into_iter().zip(messages).collect();
    let told = made.iter().zip(all).flat_map(|((ticket, message), (_, arrival))| {
        [created(ticket, arrival, now), received(ticket, *message, arrival, now)]
    });
    events::append_all(tx, &told.collect::<Vec<_>>())?;
    let waits =
        made.iter().zip(all).map(|((ticket, _), (_, arrival))| (ticket, arrival.contact.owner));
    line::enter(tx, waits, now)?;
    Ok(made)
}

fn created(ticket: &Ticket, arrival: &Arrival, at: Timestamp) -> NewEvent {
    NewEvent {
        actor: arrival.actor,
        kind: EventKind::TicketCreated,
        ticket: Some(ticket.id),
        data: json!({
            "channel": ticket.channel, "contact": arrival.contact.id, "follows": arrival.follows
        }),
        at,
    }
}

/// That a message came in.
pub(super) fn received(
    ticket: &Ticket,
    message: MessageId,
    arrival: &Arrival,
    at: Timestamp,
) -> NewEvent {
    NewEvent {
        actor: arrival.actor,
        kind: EventKind::MessageReceived,
        ticket: Some(ticket.id),
        data: json!({
            "message": message, "channel": ticket.channel, "left_out": arrival.left_out
        }),
        at,
    }
}
