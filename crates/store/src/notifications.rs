//! What people are told of: one row for a person, a ticket and a reason. What comes before they read it is counted in the
//! same row, so that ten mails on one ticket are one line.

pub mod choices;
pub mod mail;
pub mod place;

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{Actor, Error, NotificationKind, Result, TicketId, UserId};

use crate::db::{Row, Tx};
use crate::{args, statements};

/// A notification as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// Who is told.
    pub user: UserId,
    /// Of which ticket.
    pub ticket: TicketId,
    /// Why.
    pub kind: NotificationKind,
    /// How often since they read it last.
    pub times: i64,
    /// Who did it, the last time.
    pub actor: Actor,
    /// Number of the event that tells of the last time.
    pub seq: i64,
    /// When that was.
    pub at: Timestamp,
    /// When they read it, if they did.
    pub read_at: Option<Timestamp>,
}

/// Something to tell somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What, not read yet.
    pub what: Notification,
    /// Whether it stands in their list.
    pub shown: bool,
    /// Whether they want a mail of it.
    pub mailed: bool,
}

statements! {
    PUT = "INSERT INTO notification (user_id, ticket_id, kind, times, actor, actor_id, event_seq, at, shown, mailed, told_seq)
        SELECT {whose}, {of}, {why}, {often}, {actor_is}, {by}, {number}, {moment}, {page}, {post}, {before}
        {rows whose int, of int, why text, often int, actor_is text, by int, number int, moment int, page bool, post bool,
        before int} WHERE TRUE
        ON CONFLICT (user_id, ticket_id, kind) DO UPDATE SET
        times = CASE WHEN notification.read_at IS NULL THEN notification.times + excluded.times ELSE excluded.times END,
        actor = excluded.actor, actor_id = excluded.actor_id, event_seq = excluded.event_seq, at = excluded.at,
        read_at = NULL, shown = excluded.shown, mailed = excluded.mailed";
    PAGE = "SELECT user_id, ticket_id, kind, times, actor, actor_id, event_seq, at, read_at FROM notification
        WHERE user_id = $1 AND shown AND event_seq < $2 ORDER BY event_seq DESC LIMIT $3";
    UNREAD = "SELECT user_id, ticket_id, kind, times, actor, actor_id, event_seq, at, read_at FROM notification
        WHERE user_id = $1 AND read_at IS NULL AND shown AND event_seq < $2 ORDER BY event_seq DESC LIMIT $3";
    WAITING = "SELECT user_id, ticket_id FROM notification WHERE user_id IN {list $1} AND ticket_id IN {list $2}
        AND kind = $3 AND read_at IS NULL";
    READ = "UPDATE notification SET read_at = $4 WHERE user_id = $1 AND ticket_id IN {list $2} AND event_seq <= $3
        AND read_at IS NULL";
    READ_ALL = "UPDATE notification SET read_at = $3 WHERE user_id = $1 AND event_seq <= $2 AND read_at IS NULL";
    AGAIN = "UPDATE notification SET read_at = NULL WHERE user_id = $1 AND ticket_id IN {list $2} AND read_at IS NOT NULL";
    FOLLOWERS = "SELECT ticket_id, user_id FROM ticket_reader WHERE ticket_id IN {list $1} AND follows";
    PRUNE = "DELETE FROM notification WHERE read_at < $1";
}

fn read(row: &Row<'_>) -> Result<Notification> {
    let (kind, actor): (String, String) = (row.get(2)?, row.get(4)?);
    Ok(Notification {
        user: UserId(row.get(0)?),
        ticket: TicketId(row.get(1)?),
        kind: NotificationKind::parse(&kind)
            .ok_or_else(|| Error::internal(format!("notification kind {kind}")))?,
        times: row.get(3)?,
        actor: Actor::from_parts(&actor, row.get(5)?),
        seq: row.get(6)?,
        at: micros(row.get(7)?),
        read_at: row.get::<Option<i64>>(8)?.map(micros),
    })
}

/// Tells of these, at most one for a person, a ticket and a reason. What was read becomes unread again.
pub fn put(tx: &mut Tx<'_>, all: &[Told]) -> Result<()> {
    let row = |told: &Told| {
        let what = &told.what;
        let (kind, actor, by) = (what.kind.as_str(), what.actor.kind(), what.actor.id());
        let (at, never) = (what.at.as_microsecond(), 0);
        let (user, ticket, times) = (what.user.0, what.ticket.0, what.times);
        args![user, ticket, kind, times, actor, by, what.seq, at, told.shown, told.mailed, never]
            .to_vec()
    };
    let rows = all.iter().map(row).collect();
    tx.send_each(&PUT, rows)
}

/// What a person was told of before the event numbered `before`, the latest first.
pub fn page(tx: &mut Tx<'_>, user: UserId, before: i64, limit: i64) -> Result<Vec<Notification>> {
    tx.all(&PAGE, args![user.0, before, limit], read)
}

/// As [`page`], only what they have not read.
pub fn unread(tx: &mut Tx<'_>, user: UserId, before: i64, limit: i64) -> Result<Vec<Notification>> {
    tx.all(&UNREAD, args![user.0, before, limit], read)
}

/// Who of these has been told of such a thing about which of these tickets, and has not read it.
pub fn waiting(
    tx: &mut Tx<'_>,
    kind: NotificationKind,
    users: &[i64],
    tickets: &[i64],
) -> Result<Vec<(UserId, TicketId)>> {
    let (users, tickets) = (crate::lists::ids(users), crate::lists::ids(tickets));
    tx.all(&WAITING, args![users, tickets, kind.as_str()], |row| {
        Ok((UserId(row.get(0)?), TicketId(row.get(1)?)))
    })
}

/// A person has read what they were told of these tickets, as far as the event numbered `until`. How many rows that were.
pub fn mark_read(
    tx: &mut Tx<'_>,
    user: UserId,
    tickets: &[i64],
    until: i64,
    now: Timestamp,
) -> Result<u64> {
    let tickets = crate::lists::ids(tickets);
    tx.execute(&READ, args![user.0, tickets, until, now.as_microsecond()])
}

/// As [`mark_read`], for all tickets.
pub fn mark_all_read(tx: &mut Tx<'_>, user: UserId, until: i64, now: Timestamp) -> Result<u64> {
    tx.execute(&READ_ALL, args![user.0, until, now.as_microsecond()])
}

/// A person wants to read again what they were told of these tickets.
pub fn mark_unread(tx: &mut Tx<'_>, user: UserId, tickets: &[i64]) -> Result<u64> {
    tx.execute(&AGAIN, args![user.0, crate::lists::ids(tickets)])
}

/// Who follows which of these tickets.
pub fn followers(tx: &mut Tx<'_>, tickets: &[i64]) -> Result<Vec<(TicketId, UserId)>> {
    tx.all(&FOLLOWERS, args![crate::lists::ids(tickets)], |row| {
        Ok((TicketId(row.get(0)?), UserId(row.get(1)?)))
    })
}

/// Forgets what was read before `before`.
pub fn prune(tx: &mut Tx<'_>, before: Timestamp) -> Result<()> {
    tx.execute(&PRUNE, args![before.as_microsecond()])?;
    Ok(())
}
