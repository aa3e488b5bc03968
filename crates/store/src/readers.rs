//! What users have to do with tickets besides owning them: how far they read one, and whether they follow it.

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{Result, TicketId, UserId};

use crate::db::Tx;
use crate::{args, statements};

/// How a user stands to a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reader {
    /// Up to when they read it; the beginning of time for one they marked unread.
    pub read_at: Option<Timestamp>,
    /// Whether they follow it.
    pub follows: bool,
}

statements! {
    READ = "INSERT INTO ticket_reader (user_id, ticket_id, read_at, follows) VALUES ($1, $2, $3, $4)
        ON CONFLICT (user_id, ticket_id) DO UPDATE SET read_at = excluded.read_at";
    FOLLOW = "INSERT INTO ticket_reader (user_id, ticket_id, follows) VALUES ($1, $2, $3)
        ON CONFLICT (user_id, ticket_id) DO UPDATE SET follows = excluded.follows";
    OF_MANY = "SELECT ticket_id, read_at, follows FROM ticket_reader WHERE user_id = $1 AND ticket_id IN {list $2}";
    FOLLOWED = "SELECT ticket_id FROM ticket_reader WHERE user_id = $1 AND follows ORDER BY ticket_id DESC LIMIT $2";
}

/// A user has read a ticket up to `at`; the beginning of time marks it unread.
pub fn read(tx: &mut Tx<'_>, user: UserId, ticket: TicketId, at: Timestamp) -> Result<()> {
    tx.execute(&READ, args![user.0, ticket.0, at.as_microsecond(), false])?;
    Ok(())
}

/// A user follows a ticket, or no longer does.
pub fn follow(tx: &mut Tx<'_>, user: UserId, ticket: TicketId, follows: bool) -> Result<()> {
    tx.execute(&FOLLOW, args![user.0, ticket.0, follows])?;
    Ok(())
}

/// How a user stands to these tickets; to those that are missing not at all.
pub fn of_many(tx: &mut Tx<'_>, user: UserId, tickets: &[i64]) -> Result<Vec<(TicketId, Reader)>> {
    tx.all(&OF_MANY, args![user.0, crate::lists::ids(tickets)], |row| {
        let read_at = row.get::<Option<i64>>(1)?.map(micros);
        Ok((TicketId(row.get(0)?), Reader { read_at, follows: row.get(2)? }))
    })
}

/// The latest tickets that a user follows, at most so many.
pub fn followed(tx: &mut Tx<'_>, user: UserId, most: i64) -> Result<Vec<i64>> {
    tx.all(&FOLLOWED, args![user.0, most], |row| row.get(0))
}
