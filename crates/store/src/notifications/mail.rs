//! Which notifications go by mail, and when the last one went.

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{Result, TicketId, UserId};

use super::{Notification, read};
use crate::db::Tx;
use crate::{args, statements};

statements! {
    LAST = "SELECT user_id, ticket_id, MAX(mailed_at) FROM notification
        WHERE user_id IN {list $1} AND ticket_id IN {list $2} AND mailed_at IS NOT NULL GROUP BY user_id, ticket_id";
    DUE = "SELECT user_id, ticket_id, kind, times, actor, actor_id, event_seq, at, read_at FROM notification
        WHERE user_id = $1 AND ticket_id = $2 AND mailed AND read_at IS NULL AND event_seq > told_seq ORDER BY event_seq";
    SENT = "UPDATE notification SET told_seq = $3, mailed_at = $4
        WHERE user_id = $1 AND ticket_id = $2 AND mailed AND event_seq <= $3";
    SEEN = "UPDATE notification SET told_seq = event_seq
        WHERE user_id = $1 AND event_seq <= $2 AND read_at IS NULL AND shown AND told_seq < event_seq";
    SINCE = "SELECT COUNT(*) FROM notification WHERE user_id = $1 AND mailed_at > $2";
}

/// When these people were last written to about these tickets; who never was is left out.
pub fn last(
    tx: &mut Tx<'_>,
    users: &[i64],
    tickets: &[i64],
) -> Result<Vec<((UserId, TicketId), Timestamp)>> {
    let (users, tickets) = (crate::lists::ids(users), crate::lists::ids(tickets));
    tx.all(&LAST, args![users, tickets], |row| {
        Ok(((UserId(row.get(0)?), TicketId(row.get(1)?)), micros(row.get(2)?)))
    })
}

/// What a person wants to be written of about a ticket, has not read, and was not told in another way.
pub fn due(tx: &mut Tx<'_>, user: UserId, ticket: TicketId) -> Result<Vec<Notification>> {
    tx.all(&DUE, args![user.0, ticket.0], read)
}

/// A person was written to, of all up to the event numbered `until`.
pub fn sent(
    tx: &mut Tx<'_>,
    user: UserId,
    ticket: TicketId,
    until: i64,
    now: Timestamp,
) -> Result<()> {
    tx.execute(&SENT, args![user.0, ticket.0, until, now.as_microsecond()])?;
    Ok(())
}

/// A person saw it come in the pages: no mail of what came up to the event numbered `until`.
pub fn seen(tx: &mut Tx<'_>, user: UserId, until: i64) -> Result<()> {
    tx.execute(&SEEN, args![user.0, until])?;
    Ok(())
}

/// About how many tickets a person was written to since `since`.
pub fn since(tx: &mut Tx<'_>, user: UserId, since: Timestamp) -> Result<i64> {
    tx.one(&SINCE, args![user.0, since.as_microsecond()], |row| row.get(0))
}
