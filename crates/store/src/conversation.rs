//! A ticket's conversation is its part of the event log, newest page first.

use wissel_model::{Result, TicketId};

use crate::db::Tx;
use crate::events::Event;
use crate::{args, statements};

statements! {
    PAGE = "SELECT tx, seq, at, actor, actor_id, kind, ticket_id, data FROM event
        WHERE ticket_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3";
}

/// Up to `limit` events about `ticket` before the event numbered `before`, newest first.
pub fn page(tx: &mut Tx<'_>, ticket: TicketId, before: i64, limit: i64) -> Result<Vec<Event>> {
    tx.all(&PAGE, args![ticket.0, before, limit], crate::events::read)
}
