//! Stored decisions: why a ticket stands where it does, and why it stood elsewhere before.

use std::collections::HashMap;

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{Actor, ChannelId, DecisionId, Error, Owner, Result, TeamId, TicketId, UserId};

use crate::db::{Row, Tx};
use crate::tickets::Ticket;
use crate::{args, statements};

/// A decision about to be stored.
#[derive(Debug, Clone)]
pub struct NewDecision<'a> {
    /// `router`, `hand`, `reply`, or `release` when its owner may hold it no longer.
    pub made_by: &'static str,
    /// The rule's version it was made under.
    pub rule_version: i64,
    /// The router's record (JSON); hands leave none.
    pub record: Option<&'a str>,
}

/// A decision as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its id.
    pub id: DecisionId,
    /// The ticket it was about.
    pub ticket: TicketId,
    /// The channel whose rule was asked.
    pub channel: ChannelId,
    /// The rule's version.
    pub rule_version: i64,
    /// `router`, `hand`, `reply`, or `release` when its owner may hold it no longer.
    pub made_by: String,
    /// Who made it.
    pub actor: Actor,
    /// Whom it chose.
    pub owner: Option<Owner>,
    /// The router's record (JSON).
    pub record: Option<String>,
    /// Whether it is the one in force.
    pub live: bool,
    /// When.
    pub at: Timestamp,
}

statements! {
    RETIRE = "UPDATE decision SET live = $2 WHERE live AND ticket_id IN {list $1}";
    INSERT = "INSERT INTO decision (ticket_id, channel_id, rule_version, made_by, actor, actor_id, owner_user, owner_team,
        record, live, created_at) SELECT {of}, {via}, {rule}, {by}, {who}, {who_id}, {to_user}, {to_team}, {told}, {now_live},
        {at} {rows of int, via int, rule int, by text, who text, who_id int, to_user int, to_team int, told text,
        now_live bool, at int} {made id}";
    OF_TICKET = "SELECT id, ticket_id, channel_id, rule_version, made_by, actor, actor_id, owner_user, owner_team,
        record, live, created_at FROM decision WHERE ticket_id = $1 ORDER BY id DESC LIMIT 100";
    LIVE = "SELECT id, ticket_id, channel_id, rule_version, made_by, actor, actor_id, owner_user, owner_team,
        record, live, created_at FROM decision WHERE live AND ticket_id IN {list $1}";
    AFTER = "SELECT id, ticket_id, channel_id, rule_version, made_by, actor, actor_id, owner_user, owner_team, record,
        live, created_at FROM decision WHERE id > $1 ORDER BY id LIMIT $2";
}

fn read(row: &Row<'_>) -> Result<Decision> {
    let actor: String = row.get(5)?;
    let user = row.get::<Option<i64>>(7)?.map(|id| Owner::User(UserId(id)));
    let team = row.get::<Option<i64>>(8)?.map(|id| Owner::Team(TeamId(id)));
    Ok(Decision {
        id: DecisionId(row.get(0)?),
        ticket: TicketId(row.get(1)?),
        channel: ChannelId(row.get(2)?),
        rule_version: row.get(3)?,
        made_by: row.get(4)?,
        actor: Actor::from_parts(&actor, row.get(6)?),
        owner: user.or(team),
        record: row.get(9)?,
        live: row.get(10)?,
        at: micros(row.get(11)?),
    })
}

/// Stores a decision as the live one of `ticket` (as it stands after it).
pub fn put(
    tx: &mut Tx<'_>,
    ticket: &Ticket,
    new: &NewDecision<'_>,
    actor: Actor,
    at: Timestamp,
) -> Result<DecisionId> {
    let stored = put_all(tx, &[(ticket, new, actor, at)])?;
    stored.get(&ticket.id).copied().ok_or_else(|| Error::internal("a decision per ticket"))
}

/// As [`put`] for several tickets, each at most once. Returns the decisions by ticket.
pub fn put_all(
    tx: &mut Tx<'_>,
    all: &[(&Ticket, &NewDecision<'_>, Actor, Timestamp)],
) -> Result<HashMap<TicketId, DecisionId>> {
    if all.is_empty() {
        return Ok(HashMap::new());
    }
    let tickets: Vec<i64> = all.iter().map(|(ticket, ..)| ticket.id.0).collect();
    tx.send(&RETIRE, args![crate::lists::ids(&tickets), false])?;
    let rows: Vec<_> = all
        .iter()
        .map(|(ticket, new, actor, at)| {
            args![
                ticket.id.0,
                ticket.channel.0,
                new.rule_version,
                new.made_by,
                actor.kind(),
                actor.id(),
                ticket.owner.and_then(Owner::user).map(|user| user.0),
                ticket.owner.and_then(Owner::team).map(|team| team.0),
                new.record.map(str::to_owned),
                true,
                at.as_microsecond()
            ]
            .to_vec()
        })
        .collect();
    let stored = tx.make_each(&INSERT, &rows)?.into_iter().map(DecisionId);
    Ok(all.iter().map(|(ticket, ..)| ticket.id).zip(stored).collect())
}

/// The latest hundred decisions about a ticket, newest first.
pub fn of_ticket(tx: &mut Tx<'_>, ticket: TicketId) -> Result<Vec<Decision>> {
    tx.all(&OF_TICKET, args![ticket.0], read)
}

/// The decisions in force about several tickets, in no order.
pub fn live(tx: &mut Tx<'_>, tickets: &[i64]) -> Result<Vec<Decision>> {
    tx.all(&LIVE, args![crate::lists::ids(tickets)], read)
}

/// Decisions after `after` in the order they were made, for checking them all.
pub fn after(tx: &mut Tx<'_>, after: DecisionId, limit: i64) -> Result<Vec<Decision>> {
    tx.all(&AFTER, args![after.0, limit], read)
}
