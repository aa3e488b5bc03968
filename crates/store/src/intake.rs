//! The guard against doubles: what the outside world gave us, by the source's own id.

use jiff::Timestamp;
use wissel_model::{Error, MessageId, Result, TicketId};

use crate::db::Tx;
use crate::{args, statements};

statements! {
    FIND = "SELECT ticket_id, message_id FROM intake WHERE key = $1";
    RECORD = "INSERT INTO intake (key, ticket_id, message_id, at) SELECT {known_as}, {ticket}, {message}, {now}
        {rows known_as text, ticket int, message int, now int}";
}

/// What an earlier delivery with this key became.
pub fn find(tx: &mut Tx<'_>, key: &str) -> Result<Option<(TicketId, MessageId)>> {
    tx.first(&FIND, args![key], |row| Ok((TicketId(row.get(0)?), MessageId(row.get(1)?))))
}

/// Records what deliveries became: key, ticket and message of each.
///
/// # Errors
/// [`Error::Retry`] when another transaction took the same thing in at the same moment: the next try finds it.
pub fn record<'k>(
    tx: &mut Tx<'_>,
    all: impl IntoIterator<Item = (&'k str, TicketId, MessageId)>,
    at: Timestamp,
) -> Result<()> {
    let at = at.as_microsecond();
    let rows =
        all.into_iter().map(|(key, ticket, message)| args![key, ticket.0, message.0, at].to_vec());
    let recorded = tx.each(&RECORD, &rows.collect::<Vec<_>>());
    recorded.map(drop).map_err(|error| match error {
        Error::Constraint(name) => Error::Retry(format!("taken in twice: {name}")),
        other => other,
    })
}
