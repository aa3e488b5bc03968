//! The event log: one table, in order, appended in the transaction of what it tells.
//!
//! Readers follow a [`Cursor`]. On PostgreSQL sequence numbers become visible in the order of commits, not of
//! numbers, so the cursor is (transaction id, number) and a reader never passes the oldest running transaction:
//! what commits late still lies ahead of every cursor. SQLite has one writer; there the transaction is always 0.

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{Actor, Error, EventKind, Result, TicketId};

use crate::db::{Row, Tx, Value};
use crate::{args, statements};

/// A place in the log. Text form `tx-seq`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Cursor {
    /// Transaction id; 0 on SQLite.
    pub tx: i64,
    /// Number within the log.
    pub seq: i64,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.tx, self.seq)
    }
}

impl std::str::FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        text.split_once('-')
            .and_then(|(tx, seq)| Some(Self { tx: tx.parse().ok()?, seq: seq.parse().ok()? }))
            .ok_or_else(|| Error::field("cursor", "invalid.cursor"))
    }
}

/// One event.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its place.
    pub cursor: Cursor,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// What happened.
    pub kind: EventKind,
    /// To which ticket, if to one.
    pub ticket: Option<TicketId>,
    /// More about it.
    pub data: serde_json::Value,
}

/// An event about to be appended.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// Who did it.
    pub actor: Actor,
    /// What happened.
    pub kind: EventKind,
    /// To which ticket, if to one.
    pub ticket: Option<TicketId>,
    /// More about it.
    pub data: serde_json::Value,
    /// When it happened.
    pub at: Timestamp,
}

statements! {
    APPEND = "INSERT INTO event (at, actor, actor_id, kind, ticket_id, data)
        SELECT {at}, {actor}, {actor_id}, {kind}, {of}, {data}
        {rows at int, actor text, actor_id int, kind text, of int, data text} {made seq}";
    TAIL = "SELECT tx, seq, at, actor, actor_id, kind, ticket_id, data FROM event
        WHERE {behind $1 $2} ORDER BY {log} LIMIT $3";
    SEEN = "SELECT tx, seq, at, actor, actor_id, kind, ticket_id, data, tx < {horizon} FROM event
        WHERE {ahead $1 $2} ORDER BY {log} LIMIT $3";
    LAST = "SELECT tx, seq FROM event WHERE tx < {horizon} ORDER BY tx DESC, seq DESC LIMIT 1";
    HEAL = "UPDATE event SET tx = 0 WHERE tx <> 0 AND (SELECT MAX(tx) FROM event) >= {next_tx}";
    TOLD = "SELECT seq FROM event WHERE ticket_id = $1 AND kind = $2 LIMIT 1";
    AHEAD = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM event WHERE {ahead $1 $2} LIMIT $3) AS ahead";
}

/// Reads the columns in the order of the statements above; the conversation reads them too.
pub(crate) fn read(row: &Row<'_>) -> Result<Event> {
    let actor: String = row.get(3)?;
    let kind: String = row.get(5)?;
    let data: String = row.get(7)?;
    Ok(Event {
        cursor: Cursor { tx: row.get(0)?, seq: row.get(1)? },
        at: micros(row.get(2)?),
        actor: Actor::from_parts(&actor, row.get(4)?),
        kind: EventKind::parse(&kind)
            .ok_or_else(|| Error::internal(format!("event kind {kind}")))?,
        ticket: row.get::<Option<i64>>(6)?.map(TicketId),
        data: serde_json::from_str(&data).map_err(Error::internal)?,
    })
}

/// Appends what this transaction does, and has everybody who follows the log look once it is committed.
pub fn append(
    tx: &mut Tx<'_>,
    actor: Actor,
    kind: EventKind,
    ticket: Option<TicketId>,
    data: serde_json::Value,
    at: Timestamp,
) -> Result<()> {
    append_all(tx, &[NewEvent { actor, kind, ticket, data, at }])
}

/// As [`append`] for several, in their order.
pub fn append_all(tx: &mut Tx<'_>, events: &[NewEvent]) -> Result<()> {
    let rows = rows(tx, events);
    tx.send_each(&APPEND, rows)
}

/// As [`append`], with the number that it gets.
pub fn append_numbered(tx: &mut Tx<'_>, event: NewEvent) -> Result<i64> {
    let numbers = append_all_numbered(tx, &[event])?;
    numbers.first().copied().ok_or_else(|| Error::internal("a number per event"))
}

/// As [`append_all`], with the numbers that they get.
pub fn append_all_numbered(tx: &mut Tx<'_>, events: &[NewEvent]) -> Result<Vec<i64>> {
    let rows = rows(tx, events);
    tx.make_each(&APPEND, &rows)
}

fn rows(tx: &mut Tx<'_>, events: &[NewEvent]) -> Vec<Vec<Value>> {
    tx.notify();
    for event in events {
        if let Some(ticket) = event.ticket {
            tx.about(ticket.0);
        }
    }
    let row = |event: &NewEvent| {
        let (at, ticket) = (event.at.as_microsecond(), event.ticket.map(|ticket| ticket.0));
        let (actor, id, kind) = (event.actor.kind(), event.actor.id(), event.kind.as_str());
        args![at, actor, id, kind, ticket, event.data.to_string()].to_vec()
    };
    events.iter().map(row).collect()
}

/// Whether the log tells of such a thing about this ticket already.
pub fn told(tx: &mut Tx<'_>, ticket: TicketId, kind: EventKind) -> Result<bool> {
    let seq: Option<i64> = tx.first(&TOLD, args![ticket.0, kind.as_str()], |row| row.get(0))?;
    Ok(seq.is_some())
}

/// Up to `limit` events after `cursor`, in order.
pub fn after(tx: &mut Tx<'_>, cursor: Cursor, limit: i64) -> Result<Vec<Event>> {
    tx.all(&TAIL, args![cursor.tx, cursor.seq, limit], read)
}

/// Up to `limit` events after `cursor` that can be seen now, each with whether it is settled: before one that is not,
/// another may still appear. A reader passes only what is settled; the others are read again.
pub fn seen(tx: &mut Tx<'_>, cursor: Cursor, limit: i64) -> Result<Vec<(Event, bool)>> {
    tx.all(&SEEN, args![cursor.tx, cursor.seq, limit], |row| Ok((read(row)?, row.get(8)?)))
}

/// The place of the latest event that every reader may see.
pub fn last(tx: &mut Tx<'_>) -> Result<Cursor> {
    let last = tx.first(&LAST, args![], |row| Ok(Cursor { tx: row.get(0)?, seq: row.get(1)? }))?;
    Ok(last.unwrap_or_default())
}

/// A log that was brought here from another PostgreSQL (pg_dump and psql, or a backup opened as a file) holds that
/// one's transaction numbers. Where they lie ahead of ours, readers would wait for transactions that never come, and
/// pass over our own events. The whole of it then becomes what happened before the first transaction here, in the
/// order of its own numbers.
/// Returns how many events that were.
pub(crate) fn heal(tx: &mut Tx<'_>) -> Result<u64> {
    tx.execute(&HEAL, args![])
}

/// How many events lie after `cursor`, counted up to `most`.
pub fn ahead(tx: &mut Tx<'_>, cursor: Cursor, most: i64) -> Result<i64> {
    tx.one(&AHEAD, args![cursor.tx, cursor.seq, most], |row| row.get(0))
}
