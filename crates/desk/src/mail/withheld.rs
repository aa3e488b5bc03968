//! When the contact's owner is not written to, although they are away: mail that machines send each other must come to
//! an end. The ticket says so.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use wissel_model::{Actor, EventKind, Result, UserId};
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, events, messages, tickets, users};

use super::ours::Ours;

/// So often an owner is written to about one contact within an hour. Behind more there is a machine that does not say
/// that it is one.
const MOST: i64 = 10;

/// Why the owner is not to be written to, if so: the key of the sentence that says it.
pub(super) fn why(
    tx: &mut Tx<'_>,
    ticket: &Ticket,
    owner: UserId,
    now: Timestamp,
) -> Result<Option<&'static str>> {
    // What a machine wrote is answered by none of ours (RFC 3834 §2).
    if messages::last_in(tx, ticket.id)?.is_none() {
        return Ok(Some("machine"));
    }
    if let Some(user) = users::get(tx, owner)?
        && Ours::read(tx)?.has(&user.email)
    {
        return Ok(Some("our_address"));
    }
    let notes = tickets::notes(tx, ticket.contact, owner, now - SignedDuration::from_hours(1))?;
    Ok((notes >= MOST).then_some("too_many"))
}

/// Says so on the ticket, once.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    ticket: &Ticket,
    owner: UserId,
    why: &str,
    now: Timestamp,
) -> Result<()> {
    if events::told(tx, ticket.id, EventKind::NoteWithheld)? {
        return Ok(());
    }
    let data = json!({ "owner": { "kind": "user", "id": owner }, "why": why });
    events::append(tx, Actor::System, EventKind::NoteWithheld, Some(ticket.id), data, now)?;
    Ok(())
}
