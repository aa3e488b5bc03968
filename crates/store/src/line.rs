//! The waiting line: a durable row per ticket that still needs an owner from the router.
//! Order: priority, then arrival. Tickets that need the same stand together in [`needs`].

use std::collections::HashSet;

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{ChannelId, ContactId, Priority, Result, TicketId, UserId};

use crate::db::{Db, Row, Tx};
use crate::tickets::Ticket;
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

impl Need {
    /// The need as one number, as [`heads`] computes it: what was decided already is told apart there.
    #[must_use]
    pub fn key(&self) -> i64 {
        (self.channel.0 * 4_294_967_296 + self.contact_owner) * 2 + i64::from(self.step_due)
    }
}

statements! {
    ENTER = "INSERT INTO waiting (ticket_id, channel_id, rank, arrived_at, contact_owner, decided, since)
        SELECT {of}, {via}, {place}, {came}, {owner}, {told}, {now}
        {rows of int, via int, place int, came int, owner int, told bool, now int} WHERE TRUE
        ON CONFLICT (ticket_id) DO NOTHING";
    LEAVE = "DELETE FROM waiting WHERE ticket_id IN {list $1}";
    RERANK = "UPDATE waiting SET rank = $2 WHERE ticket_id = $1";
    GET = "SELECT ticket_id, channel_id, rank, arrived_at, contact_owner, decided, step_at, since FROM waiting
        WHERE ticket_id = $1";
    AMONG = "SELECT ticket_id FROM waiting WHERE ticket_id IN {list $1}";
    NEEDS = "SELECT channel_id, contact_owner, decided, (step_at IS NOT NULL AND step_at <= $1) AS due, MIN(rank) AS rank,
        MIN(arrived_at) AS arrived FROM waiting GROUP BY channel_id, contact_owner, decided, (step_at IS NOT NULL AND step_at <= $1)
        ORDER BY decided, rank, arrived LIMIT 1000";
    HEADS = "SELECT w.ticket_id, w.channel_id, w.rank, w.arrived_at, w.contact_owner, w.decided, w.step_at, w.since,
        t.counts FROM waiting w JOIN ticket t ON t.id = w.ticket_id
        WHERE NOT w.decided OR (w.channel_id * 4294967296 + w.contact_owner) * 2
            + CASE WHEN w.step_at IS NOT NULL AND w.step_at <= $2 THEN 1 ELSE 0 END IN {list $1}
        ORDER BY w.rank, w.arrived_at, w.ticket_id LIMIT $3";
    DECIDED = "UPDATE waiting SET decided = $2, step_at = $3 WHERE ticket_id = $1";
    OWNER_CHANGED = "UPDATE waiting SET contact_owner = $2, decided = $3
        WHERE ticket_id IN (SELECT id FROM ticket WHERE contact_id = $1)";
    SET_OWNER = "UPDATE waiting SET contact_owner = $2, decided = $3 WHERE ticket_id = $1";
    UNDECIDE = "UPDATE waiting SET decided = $2, step_at = NULL WHERE channel_id = $1";
    TURNED = "UPDATE waiting SET step_at = step_at - (since - $1), since = $1 WHERE since > $1";
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

/// Puts tickets in the line, each at the place that its priority and arrival give it. With each comes the user who owns
/// its contact.
pub fn enter<'t>(
    tx: &mut Tx<'_>,
    all: impl IntoIterator<Item = (&'t Ticket, Option<UserId>)>,
    now: Timestamp,
) -> Result<()> {
    let now = now.as_microsecond();
    let row = |(ticket, owner): (&Ticket, Option<UserId>)| {
        let owner = owner.map_or(0, |user| user.0);
        let (rank, arrived) = (ticket.priority.rank(), ticket.created_at.as_microsecond());
        args![ticket.id.0, ticket.channel.0, rank, arrived, owner, false, now].to_vec()
    };
    tx.send_each(&ENTER, all.into_iter().map(row).collect())
}

/// Takes a ticket out of the line, if it stands there.
pub fn leave(tx: &mut Tx<'_>, ticket: TicketId) -> Result<()> {
    leave_all(tx, &[ticket.0])
}

/// Takes tickets out of the line, those that stand there.
pub fn leave_all(tx: &mut Tx<'_>, tickets: &[i64]) -> Result<()> {
    tx.send(&LEAVE, args![crate::lists::ids(tickets)])
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

/// Those of `tickets` that stand in the line.
pub fn among(tx: &mut Tx<'_>, tickets: &[i64]) -> Result<HashSet<TicketId>> {
    let found =
        tx.all(&AMONG, args![crate::lists::ids(tickets)], |row| row.get(0).map(TicketId))?;
    Ok(found.into_iter().collect())
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

/// The first `limit` tickets of the line that were never decided or have one of these needs ([`Need::key`]).
/// With each comes whether it will fill its owner's capacity.
pub async fn heads(
    db: &Db,
    needs: &[i64],
    now: Timestamp,
    limit: i64,
) -> Result<Vec<(Waiting, bool)>> {
    let values = args![crate::lists::ids(needs), now.as_microsecond(), limit];
    db.ask(&HEADS, values, |row| Ok((read(row)?, row.get(8)?))).await
}

/// Records that a decision about a waiting ticket was stored, and when its next step is due.
pub fn decided(tx: &mut Tx<'_>, ticket: TicketId, step_at: Option<Timestamp>) -> Result<()> {
    tx.send(&DECIDED, args![ticket.0, true, step_at.map(Timestamp::as_microsecond)])
}

/// Has every waiting ticket of a channel decided anew, for its rule changed.
pub fn decide_anew(tx: &mut Tx<'_>, channel: ChannelId) -> Result<()> {
    tx.execute(&UNDECIDE, args![channel.0, false])?;
    Ok(())
}

/// A contact's owner changed: their waiting tickets are decided anew.
pub fn contact_owner_changed(
    tx: &mut Tx<'_>,
    contact: ContactId,
    owner: Option<UserId>,
) -> Result<()> {
    tx.execute(&OWNER_CHANGED, args![contact.0, owner.map_or(0, |user| user.0), false])?;
    Ok(())
}

/// Puts the true owner of its contact to a waiting ticket, which is decided anew.
pub fn set_contact_owner(tx: &mut Tx<'_>, ticket: TicketId, owner: i64) -> Result<()> {
    tx.execute(&SET_OWNER, args![ticket.0, owner, false])?;
    Ok(())
}

/// After the clock was turned back: what is said to wait since a moment that is still to come waits since now.
pub fn clock_turned(tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
    tx.execute(&TURNED, args![now.as_microsecond()])?;
    Ok(())
}

/// The next moment after `now` at which a waiting ticket's step is due.
pub fn next_step(tx: &mut Tx<'_>, now: Timestamp) -> Result<Option<Timestamp>> {
    let step = tx.first(&NEXT_STEP, args![now.as_microsecond()], |row| row.get(0))?;
    Ok(step.flatten().map(micros))
}

/// How many tickets wait.
pub fn count(tx: &mut Tx<'_>) -> Result<i64> {
    tx.one(&COUNT, args![], |row| row.get(0))
}

/// A waiting ticket's place among those of its channel, counted from one.
pub fn place(tx: &mut Tx<'_>, ticket: TicketId) -> Result<i64> {
    tx.one(&PLACE, args![ticket.0], |row| row.get(0))
}
