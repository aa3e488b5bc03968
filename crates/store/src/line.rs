//! The waiting line: a durable row per ticket that still needs an owner from the router.
//! Order: priority, then arrival. Tickets that need the same stand together in [`needs`].

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{ChannelId, Priority, Result, TicketId};

use crate::db::{Row, Tx};
use crate::{args, statements};

/// One ticket waiting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The ticket.
    pub ticket: TicketId,
    /// Its channel.
    pub channel: ChannelId,
    /// The lower, the earlier: [`Priority::rank`].
    pub rank: i64,
    /// When it came in.
    pub arrived_at: Timestamp,
    /// When it entered the line; overflow counts from here.
    pub since: Timestamp,
    /// The contact's owner when it entered the line; 0 = none.
    pub contact_owner: i64,
    /// Whether a decision about it was stored already.
    pub decided: bool,
    /// When its next step (overflow) is due, if one is to come.
    pub step_at: Option<Timestamp>,
}

/// What a group of waiting tickets needs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Need {
    /// Their channel.
    pub channel: ChannelId,
    /// Their contact's owner; 0 = none.
    pub contact_owner: i64,
    /// Whether a decision about them was stored already.
    pub decided: bool,
    /// Whether their next step is due.
    pub step_due: bool,
}

statements! {
    ENTER = "INSERT INTO waiting (ticket_id, channel_id, rank, arrived_at, contact_owner, decided, since)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (ticket_id) DO NOTHING";
    LEAVE = "DELETE FROM waiting WHERE ticket_id = $1";
    RERANK = "UPDATE waiting SET rank = $2 WHERE ticket_id = $1";
    GET = "SELECT ticket_id, channel_id, rank, arrived_at, contact_owner, decided, step_at, since FROM waiting
        WHERE ticket_id = $1";
    NEEDS = "SELECT channel_id, contact_owner, decided, (step_at IS NOT NULL AND step_at <= $1) AS due, MIN(rank) AS rank,
        MIN(arrived_at) AS arrived FROM waiting GROUP BY channel_id, contact_owner, decided, (step_at IS NOT NULL AND step_at <= $1)
        ORDER BY rank, arrived LIMIT 1000";
    HEADS = "SELECT ticket_id, channel_id, rank, arrived_at, contact_owner, decided, step_at, since FROM waiting
        WHERE channel_id = $1 AND contact_owner = $2 AND decided = $3 AND (step_at IS NOT NULL AND step_at <= $4) = $5
        AND (rank, arrived_at, ticket_id) > ($6, $7, $8)
        ORDER BY rank, arrived_at, ticket_id LIMIT $9";
    DECIDED = "UPDATE waiting SET decided = $2, step_at = $3 WHERE ticket_id = $1";
    UNDECIDE = "UPDATE waiting SET decided = $2, step_at = NULL WHERE channel_id = $1";
    NEXT_STEP = "SELECT MIN(step_at) FROM waiting WHERE step_at > $1";
    COUNT = "SELECT COUNT(*) FROM waiting";
    PLACE = "SELECT COUNT(*) FROM waiting w JOIN waiting me ON me.ticket_id = $1
        WHERE w.channel_id = me.channel_id
        AND (w.rank, w.arrived_at, w.ticket_id) <= (me.rank, me.arrived_at, me.ticket_id)";
}

fn read(row: &Row<'_>) -> Result<Waiting> {
    Ok(Waiting {
        ticket: TicketId(row.get(0)?),
        channel: ChannelId(row.get(1)?),
        rank: row.get(2)?,
        arrived_at: micros(row.get(3)?),
        contact_owner: row.get(4)?,
        decided: row.get(5)?,
        step_at: row.get::<Option<i64>>(6)?.map(micros),
        since: micros(row.get(7)?),
    })
}

/// Puts a ticket in the line at the place its priority and arrival give it.
pub fn enter(
    tx: &mut Tx<'_>,
    ticket: TicketId,
    channel: ChannelId,
    priority: Priority,
    arrived_at: Timestamp,
    contact_owner: i64,
    now: Timestamp,
) -> Result<()> {
    let (arrived, now) = (arrived_at.as_microsecond(), now.as_microsecond());
    tx.execute(
        &ENTER,
        args![ticket.0, channel.0, priority.rank(), arrived, contact_owner, false, now],
    )?;
    Ok(())
}

/// Takes a ticket out of the line, if it stands there.
pub fn leave(tx: &mut Tx<'_>, ticket: TicketId) -> Result<()> {
    tx.execute(&LEAVE, args![ticket.0])?;
    Ok(())
}

/// Moves a waiting ticket to the place of another priority.
pub fn rerank(tx: &mut Tx<'_>, ticket: TicketId, priority: Priority) -> Result<()> {
    tx.execute(&RERANK, args![ticket.0, priority.rank()])?;
    Ok(())
}

/// One ticket's row.
pub fn get(tx: &mut Tx<'_>, ticket: TicketId) -> Result<Option<Waiting>> {
    tx.first(&GET, args![ticket.0], read)
}

/// The distinct needs of the line, most urgent and oldest first.
pub fn needs(tx: &mut Tx<'_>, now: Timestamp) -> Result<Vec<Need>> {
    tx.all(&NEEDS, args![now.as_microsecond()], |row| {
        Ok(Need {
            channel: ChannelId(row.get(0)?),
            contact_owner: row.get(1)?,
            decided: row.get(2)?,
            step_due: row.get(3)?,
        })
    })
}

/// The first `limit` tickets with this need that stand behind `after` (`None` = from the head).
pub fn heads(
    tx: &mut Tx<'_>,
    need: &Need,
    after: Option<&Waiting>,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Waiting>> {
    let (rank, arrived, ticket) = after.map_or((-1, 0, 0), |after| {
        (after.rank, after.arrived_at.as_microsecond(), after.ticket.0)
    });
    tx.all(
        &HEADS,
        args![
            need.channel.0,
            need.contact_owner,
            need.decided,
            now.as_microsecond(),
            need.step_due,
            rank,
            arrived,
            ticket,
            limit
        ],
        read,
    )
}

/// Records that a decision about a waiting ticket was stored, and when its next step is due.
pub fn decided(tx: &mut Tx<'_>, ticket: TicketId, step_at: Option<Timestamp>) -> Result<()> {
    tx.execute(&DECIDED, args![ticket.0, true, step_at.map(Timestamp::as_microsecond)])?;
    Ok(())
}

/// Has every waiting ticket of a channel decided anew, for its rule changed.
pub fn decide_anew(tx: &mut Tx<'_>, channel: ChannelId) -> Result<()> {
    tx.execute(&UNDECIDE, args![channel.0, false])?;
    Ok(())
}

/// The next moment after `now` at which a waiting ticket's step is due.
pub fn next_step(tx: &mut Tx<'_>, now: Timestamp) -> Result<Option<Timestamp>> {
    Ok(tx
        .one(&NEXT_STEP, args![now.as_microsecond()], |row| row.get::<Option<i64>>(0))?
        .map(micros))
}

/// How many tickets wait.
pub fn count(tx: &mut Tx<'_>) -> Result<i64> {
    tx.one(&COUNT, args![], |row| row.get(0))
}

/// A waiting ticket's place among those of its channel, counted from one.
pub fn place(tx: &mut Tx<'_>, ticket: TicketId) -> Result<i64> {
    tx.one(&PLACE, args![ticket.0], |row| row.get(0))
}
