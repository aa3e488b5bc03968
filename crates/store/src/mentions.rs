//! Who was mentioned in a note of which ticket: the latest mention of each.

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{CommentId, Result, TicketId, UserId};

use crate::db::Tx;
use crate::{args, statements};

statements! {
    MENTION = "INSERT INTO mention (user_id, ticket_id, comment_id, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (user_id, ticket_id) DO UPDATE SET comment_id = excluded.comment_id, at = excluded.at";
    LATEST = "SELECT ticket_id, at FROM mention WHERE user_id = $1 ORDER BY at DESC, ticket_id DESC LIMIT $2";
}

/// A comment on a ticket mentions a user.
pub fn mention(
    tx: &mut Tx<'_>,
    user: UserId,
    ticket: TicketId,
    comment: CommentId,
    at: Timestamp,
) -> Result<()> {
    tx.execute(&MENTION, args![user.0, ticket.0, comment.0, at.as_microsecond()])?;
    Ok(())
}

/// The tickets that mentioned a user last, and when; at most so many.
pub fn latest(tx: &mut Tx<'_>, user: UserId, most: i64) -> Result<Vec<(TicketId, Timestamp)>> {
    tx.all(&LATEST, args![user.0, most], |row| Ok((TicketId(row.get(0)?), micros(row.get(1)?))))
}
