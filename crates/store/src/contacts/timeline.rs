//! What went on with a contact: their tickets by latest activity, and the last words of each.

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{ContactId, Direction, Error, Result, TicketId};

use crate::db::Tx;
use crate::tickets::{Ticket, read};
use crate::{args, statements};

/// The beginning of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The message's ticket.
    pub ticket: TicketId,
    /// In or out.
    pub direction: Direction,
    /// The sender's name.
    pub from_name: String,
    /// The sender's address.
    pub from_address: String,
    /// How it begins.
    pub text: String,
    /// When it came or was written.
    pub at: Timestamp,
}

/// Signs of a message that are read for its first words, and messages of each ticket that are told.
const SIGNS: i64 = 600;
const EACH: i64 = 3;

statements! {
    TICKETS = "SELECT id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
        owner_team, team_id, follows, nobody_since, preview, created_at, updated_at, closed_at, snoozed_until,
        spam, heard_at FROM ticket
        WHERE contact_id = $1 AND updated_at <= $2 AND (updated_at < $2 OR id < $3)
        ORDER BY updated_at DESC, id DESC LIMIT $4";
    WORDS = "SELECT ticket_id, direction, from_name, from_address, substr(body, 1, $2), created_at FROM message
        WHERE id IN (SELECT id FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY ticket_id ORDER BY id DESC) AS n FROM message
        WHERE ticket_id IN {list $1}) AS counted WHERE n <= $3) ORDER BY ticket_id, id DESC";
}

/// Up to `limit` of a contact's tickets whose latest activity lies before this place, latest first.
///
/// # Errors
/// As any statement.
pub fn tickets(
    tx: &mut Tx<'_>,
    contact: ContactId,
    before: (Timestamp, i64),
    limit: i64,
) -> Result<Vec<Ticket>> {
    tx.all(&TICKETS, args![contact.0, before.0.as_microsecond(), before.1, limit], read)
}

/// How the latest three messages of each of these tickets begin, the latest first.
///
/// # Errors
/// As any statement.
pub fn words(tx: &mut Tx<'_>, tickets: &[i64]) -> Result<Vec<Words>> {
    tx.all(&WORDS, args![crate::lists::ids(tickets), SIGNS, EACH], |row| {
        let direction: String = row.get(1)?;
        Ok(Words {
            ticket: TicketId(row.get(0)?),
            direction: Direction::parse(&direction).ok_or_else(|| Error::internal("direction"))?,
            from_name: row.get(2)?,
            from_address: row.get(3)?,
            text: row.get(4)?,
            at: micros(row.get(5)?),
        })
    })
}
