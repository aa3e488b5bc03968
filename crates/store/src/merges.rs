//! Tickets that went on in another. Nothing is moved: what was said stays where it was said, so that it can be undone.

use jiff::Timestamp;
use wissel_model::{Result, TicketId, UserId};

use crate::db::{Row, Tx};
use crate::{args, statements};

/// That one ticket went on in another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// The one that is over.
    pub ticket: TicketId,
    /// Where it goes on.
    pub into: TicketId,
    /// The status it had.
    pub status_before: String,
}

/// Whoever went on in one that went on in one that … is followed so far.
const DEEP: usize = 20;

statements! {
    PUT = "INSERT INTO ticket_merge (ticket_id, into_id, status_before, by_user, created_at) VALUES ($1, $2, $3, $4, $5)";
    DELETE = "DELETE FROM ticket_merge WHERE ticket_id = $1";
    GET = "SELECT ticket_id, into_id, status_before FROM ticket_merge WHERE ticket_id = $1";
    AMONG = "SELECT ticket_id FROM ticket_merge WHERE ticket_id IN {list $1}";
    INTO = "SELECT ticket_id, into_id, status_before FROM ticket_merge WHERE into_id IN {list $1} ORDER BY ticket_id";
}

fn read(row: &Row<'_>) -> Result<Merge> {
    Ok(Merge {
        ticket: TicketId(row.get(0)?),
        into: TicketId(row.get(1)?),
        status_before: row.get(2)?,
    })
}

/// Notes that a ticket goes on in another from now on.
pub fn put(tx: &mut Tx<'_>, merge: &Merge, by: UserId, at: Timestamp) -> Result<()> {
    let (ticket, into, status) = (merge.ticket.0, merge.into.0, merge.status_before.as_str());
    tx.execute(&PUT, args![ticket, into, status, by.0, at.as_microsecond()])?;
    Ok(())
}

/// It stands by itself again.
pub fn delete(tx: &mut Tx<'_>, ticket: TicketId) -> Result<()> {
    tx.execute(&DELETE, args![ticket.0])?;
    Ok(())
}

/// Where a ticket went on, if it did.
pub fn get(tx: &mut Tx<'_>, ticket: TicketId) -> Result<Option<Merge>> {
    tx.first(&GET, args![ticket.0], read)
}

/// Those of `tickets` that went on elsewhere.
pub fn among(tx: &mut Tx<'_>, tickets: &[i64]) -> Result<Vec<TicketId>> {
    tx.all(&AMONG, args![crate::lists::ids(tickets)], |row| Ok(TicketId(row.get(0)?)))
}

/// Where it goes on in the end: itself, when it was not merged.
pub fn target(tx: &mut Tx<'_>, ticket: TicketId) -> Result<TicketId> {
    let mut at = ticket;
    for _ in 0..DEEP {
        match get(tx, at)? {
            Some(merge) => at = merge.into,
            None => break,
        }
    }
    Ok(at)
}

/// Everything that goes on in this ticket, in the order of their numbers.
pub fn family(tx: &mut Tx<'_>, ticket: TicketId) -> Result<Vec<TicketId>> {
    let (mut all, mut last) = (Vec::new(), vec![ticket.0]);
    for _ in 0..DEEP {
        let found = tx.all(&INTO, args![crate::lists::ids(&last)], read)?;
        last = found.iter().map(|merge| merge.ticket.0).collect();
        if last.is_empty() {
            break;
        }
        all.extend(found.into_iter().map(|merge| merge.ticket));
    }
    all.sort_unstable();
    Ok(all)
}
