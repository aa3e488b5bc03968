//! How far the index has come.

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{Error, Result, TicketId};

use crate::db::Tx;
use crate::events::Cursor;
use crate::{args, statements};

/// How far the index has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// The last event whose ticket is in it; `None` before it was ever begun.
    pub cursor: Option<Cursor>,
    /// What was there before it was begun and is not in it yet: tickets before this place; `None` when all of them are.
    pub back: Option<Back>,
    /// Contacts below this number were there before and are not in it yet; `None` when all of them are.
    pub contacts: Option<i64>,
    /// Above every number in use.
    pub high: i64,
    /// The lowest number in use, or zero.
    pub low: i64,
}

/// A place among the tickets by activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Back {
    /// Moment of the last activity.
    pub at: Timestamp,
    /// The ticket.
    pub ticket: TicketId,
}

impl Back {
    /// Before every ticket: the newest comes first.
    pub const BEGIN: Self = Self { at: Timestamp::MAX, ticket: TicketId(i64::MAX) };
}

statements! {
    GET = "SELECT tx, seq, back_at, back_id, high, low, contacts FROM search_state WHERE one = 1";
    KEEP = "UPDATE search_state SET tx = $1, seq = $2, back_at = $3, back_id = $4, high = $5, low = $6, contacts = $11
        WHERE one = 1 AND high = $7 AND low = $8 AND COALESCE(tx, -1) = $9 AND COALESCE(seq, -1) = $10";
}

/// How far the index has come.
pub fn state(tx: &mut Tx<'_>) -> Result<State> {
    tx.one(&GET, args![], |row| {
        let cursor = match (row.get::<Option<i64>>(0)?, row.get::<Option<i64>>(1)?) {
            (Some(tx), Some(seq)) => Some(Cursor { tx, seq }),
            _ => None,
        };
        let back = match (row.get::<Option<i64>>(2)?, row.get::<Option<i64>>(3)?) {
            (Some(i64::MAX), Some(_)) => Some(Back::BEGIN),
            (Some(at), Some(ticket)) => Some(Back { at: micros(at), ticket: TicketId(ticket) }),
            _ => None,
        };
        Ok(State { cursor, back, contacts: row.get(6)?, high: row.get(4)?, low: row.get(5)? })
    })
}

/// Moves the index on from `before`.
///
/// # Errors
/// [`Error::Retry`] when another process moved it meanwhile: read it again.
pub fn keep(tx: &mut Tx<'_>, before: State, after: State) -> Result<()> {
    let place = |back: Option<Back>| match back {
        Some(back) if back == Back::BEGIN => (Some(i64::MAX), Some(i64::MAX)),
        Some(back) => (Some(back.at.as_microsecond()), Some(back.ticket.0)),
        None => (None, None),
    };
    let (at, id) = place(after.back);
    let rows = tx.execute(
        &KEEP,
        args![
            after.cursor.map(|cursor| cursor.tx),
            after.cursor.map(|cursor| cursor.seq),
            at,
            id,
            after.high,
            after.low,
            before.high,
            before.low,
            before.cursor.map_or(-1, |cursor| cursor.tx),
            before.cursor.map_or(-1, |cursor| cursor.seq),
            after.contacts
        ],
    )?;
    if rows == 1 {
        Ok(())
    } else {
        Err(Error::Changed { what: "search index", version: before.high })
    }
}
