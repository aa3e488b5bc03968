//! Tags of tickets.

use wissel_model::{Result, TicketId};

use crate::db::Tx;
use crate::{args, statements};

statements! {
    OF_MANY = "SELECT ticket_id, tag FROM ticket_tag WHERE ticket_id IN {list $1} ORDER BY ticket_id, tag";
    CLEAR = "DELETE FROM ticket_tag WHERE ticket_id = $1";
    ADD = "INSERT INTO ticket_tag (ticket_id, tag) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    USED = "SELECT tag, COUNT(*) AS n FROM (SELECT tag FROM ticket_tag ORDER BY ticket_id DESC, tag DESC LIMIT 20000)
        AS latest GROUP BY tag ORDER BY n DESC, tag LIMIT 500";
}

/// The tags of several tickets.
pub fn of_many(tx: &mut Tx<'_>, tickets: &[i64]) -> Result<Vec<(TicketId, String)>> {
    tx.all(&OF_MANY, args![crate::lists::ids(tickets)], |row| {
        Ok((TicketId(row.get(0)?), row.get(1)?))
    })
}

/// Replaces a ticket's tags.
pub fn set(tx: &mut Tx<'_>, ticket: TicketId, tags: &[String]) -> Result<()> {
    tx.execute(&CLEAR, args![ticket.0])?;
    for tag in tags {
        tx.execute(&ADD, args![ticket.0, tag.as_str()])?;
    }
    Ok(())
}

/// The five hundred tags used most, of the last twenty thousand uses.
pub fn used(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    tx.all(&USED, args![], |row| row.get(0))
}
