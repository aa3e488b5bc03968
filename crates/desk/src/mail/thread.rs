//! Which ticket a mail continues.

use jiff::{SignedDuration, Timestamp};
use wissel_channels::mail::Inbound;
use wissel_channels::mail::settings::AfterReopenWindow;
use wissel_channels::mail::thread::{ThreadHint, candidates};
use wissel_model::{Result, TicketId};
use wissel_store::channels::Channel;
use wissel_store::contacts::Contact;
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, merges, messages, tickets};

use super::channels::settings;
use super::receive::Source;
use crate::Desk;

/// How a mail goes on from what was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Continues {
    /// It does not: a new ticket.
    Nothing,
    /// It joins this ticket.
    Into(TicketId),
    /// It comes too late to reopen this ticket: a new one follows it up.
    After(TicketId),
}

/// The first hint that leads to a ticket of this channel wins; a closed ticket opens again only within its time.
pub(super) fn continues(
    tx: &mut Tx<'_>,
    desk: &Desk,
    channel: &Channel,
    mail: &Inbound,
    source: &Source,
    contact: &Contact,
    now: Timestamp,
) -> Result<Continues> {
    let team = channel.address.as_deref().unwrap_or_default();
    let recipients = match source {
        Source::Delivered { recipients, .. } => recipients.as_slice(),
        Source::Imap { .. } => &mail.delivered_to,
    };
    for hint in candidates(mail, recipients, team, &desk.0.mail_key) {
        let (id, by_tag) = match hint {
            ThreadHint::ReplyAddress { ticket } | ThreadHint::OwnMessage { ticket, .. } => {
                (Some(TicketId(ticket)), false)
            }
            ThreadHint::MessageId(id) => (messages::ticket_of(tx, &id, channel.id)?, false),
            ThreadHint::SubjectTag { ticket } => (Some(TicketId(ticket)), true),
        };
        let Some(id) = id else { continue };
        let Some(ticket) = tickets::get(tx, id)?.filter(|ticket| ticket.channel == channel.id)
        else {
            continue;
        };
        // Anybody can write a number into a subject: it counts only from the contact whose ticket it is.
        if by_tag && ticket.contact != contact.id {
            continue;
        }
        // It went on in another: so does what is written to it.
        let on = merges::target(tx, ticket.id)?;
        let ticket = if on == ticket.id { Some(ticket) } else { tickets::get(tx, on)? };
        let Some(ticket) = ticket else { continue };
        return reopened(channel, &ticket, now);
    }
    Ok(Continues::Nothing)
}

fn reopened(channel: &Channel, ticket: &Ticket, now: Timestamp) -> Result<Continues> {
    let Some(closed_at) = ticket.closed_at else { return Ok(Continues::Into(ticket.id)) };
    let settings = settings(channel)?;
    let window = SignedDuration::from_hours(24 * i64::from(settings.reopen_days));
    let in_time = now.duration_since(closed_at) <= window;
    Ok(match settings.after_reopen_window {
        AfterReopenWindow::FollowUp if !in_time => Continues::After(ticket.id),
        _ => Continues::Into(ticket.id),
    })
}
