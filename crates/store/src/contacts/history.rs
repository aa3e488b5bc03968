//! What was changed of a contact: which of the log's events are about whom.

use jiff::Timestamp;
use wissel_model::{ContactId, Result};

use crate::db::Tx;
use crate::events::{Event, NewEvent, append_numbered, read};
use crate::{args, statements};

statements! {
    TELL = "INSERT INTO contact_event (contact_id, at, seq) SELECT {of}, {moment}, {number}
        {rows of int, moment int, number int}";
    PAGE = "SELECT e.tx, e.seq, e.at, e.actor, e.actor_id, e.kind, e.ticket_id, e.data FROM contact_event c
        JOIN event e ON e.seq = c.seq WHERE c.contact_id = $1 AND c.at <= $2 AND (c.at < $2 OR c.seq < $3)
        ORDER BY c.at DESC, c.seq DESC LIMIT $4";
}

/// Appends an event that is about these contacts.
///
/// # Errors
/// As any statement.
pub fn tell(tx: &mut Tx<'_>, about: &[ContactId], event: NewEvent) -> Result<()> {
    let at = event.at.as_microsecond();
    let seq = append_numbered(tx, event)?;
    let rows: Vec<_> = about.iter().map(|id| args![id.0, at, seq].to_vec()).collect();
    tx.each(&TELL, &rows).map(drop)
}

/// Up to `limit` events about a contact before this place, the latest first.
///
/// # Errors
/// As any statement.
pub fn page(
    tx: &mut Tx<'_>,
    id: ContactId,
    before: (Timestamp, i64),
    limit: i64,
) -> Result<Vec<Event>> {
    tx.all(&PAGE, args![id.0, before.0.as_microsecond(), before.1, limit], read)
}
