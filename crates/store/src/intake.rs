//! The guard against doubles: what the outside world gave us, by the source's own id.

use jiff::Timestamp;
use wissel_model::{Error, MessageId, Result, TicketId};

use crate::db::Tx;
use crate::{args, statements};

statements! {
    FIND = "SELECT ticket_id, message_id FROM intake WHERE key = $1";
    RECORD = "INSERT INTO intake (key, ticket_id, message_id, at) VALUES ($1, $2, $3, $4)";
}

/// What an earlier delivery with this key became.
pub fn find(tx: &mut Tx<'_>, key: &str) -> Result<Option<(TicketId, MessageId)>> {
    tx.first(&FIND, args![key], |row| Ok((TicketId(row.get(0)?), MessageId(row.get(1)?))))
}

/// Records what this delivery became.
///
/// # Errors
/// [`Error::Retry`] when another transaction took the same thing in at the same moment: the next try finds it.
pub fn record(
    tx: &mut Tx<'_>,
    key: &str,
    ticket: TicketId,
    message: MessageId,
    at: Timestamp,
) -> Result<()> {
    let recorded = tx.execute(&RECORD, args![key, ticket.0, message.0, at.as_microsecond()]);
    recorded.map(drop).map_err(|error| match error {
        Error::Constraint(name) => Error::Retry(format!("taken in twice: {name}")),
        other => other,
    })
}
