//! Who has a ticket open. A row says when somebody last said so; it is the desk that knows for how long that holds.

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{Result, TicketId, UserId};

use crate::db::Tx;
use crate::{args, statements};

/// Somebody at a ticket, as they last said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// `viewing` or `replying`.
    pub doing: String,
    /// Whether their page is out of their sight.
    pub hidden: bool,
    /// When they said so.
    pub at: Timestamp,
}

statements! {
    SAY = "INSERT INTO presence (ticket_id, user_id, doing, hidden, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (ticket_id, user_id) DO UPDATE SET doing = excluded.doing, hidden = excluded.hidden, at = excluded.at
        WHERE presence.doing <> excluded.doing OR presence.hidden <> excluded.hidden OR presence.at < $6 OR presence.at > $5";
    LEAVE = "DELETE FROM presence WHERE ticket_id = $1 AND user_id = $2";
    AT = "SELECT p.user_id, u.name, p.doing, p.hidden, p.at FROM presence p JOIN app_user u ON u.id = p.user_id
        WHERE p.ticket_id = $1 ORDER BY p.user_id LIMIT 100";
    SWEEP = "DELETE FROM presence WHERE at < $1";
}

/// Somebody is at a ticket. The same as they said after `fresh` already is not written down again.
pub fn say(tx: &mut Tx<'_>, ticket: TicketId, seen: &Seen, fresh: Timestamp) -> Result<()> {
    let (at, fresh) = (seen.at.as_microsecond(), fresh.as_microsecond());
    let doing = seen.doing.as_str();
    tx.execute(&SAY, args![ticket.0, seen.user.0, doing, seen.hidden, at, fresh])?;
    Ok(())
}

/// Somebody left a ticket.
pub fn leave(tx: &mut Tx<'_>, ticket: TicketId, user: UserId) -> Result<()> {
    tx.execute(&LEAVE, args![ticket.0, user.0])?;
    Ok(())
}

/// Everybody who said that they are at a ticket, at most a hundred.
pub fn at(tx: &mut Tx<'_>, ticket: TicketId) -> Result<Vec<Seen>> {
    tx.all(&AT, args![ticket.0], |row| {
        Ok(Seen {
            user: UserId(row.get(0)?),
            name: row.get(1)?,
            doing: row.get(2)?,
            hidden: row.get(3)?,
            at: micros(row.get(4)?),
        })
    })
}

/// Forgets what was said before `before`.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp) -> Result<()> {
    tx.execute(&SWEEP, args![before.as_microsecond()])?;
    Ok(())
}
