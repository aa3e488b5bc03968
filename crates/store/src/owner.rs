//! The one function that sets a ticket's owner, for the router and for hands alike.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::json;
use wissel_model::{Actor, Error, EventKind, Owner, Result, TeamId};

use crate::db::Tx;
use crate::decisions::{self, NewDecision};
use crate::events::{self, NewEvent};
use crate::tickets::Ticket;
use crate::{args, line, standing, statements};

/// A change of owner, with who makes it and why.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// The new owner; `None` unassigns.
    pub to: Option<Owner>,
    /// The team it will be listed under.
    pub team: Option<TeamId>,
    /// Who makes the change.
    pub actor: Actor,
    /// The decision stored with it.
    pub decision: NewDecision<'a>,
    /// For the router: what it counted on. Hands are not bound.
    pub bound: Option<Bound>,
    /// A word for the event when it was not simply somebody's choice, for example `access_lost`.
    pub reason: Option<&'static str>,
    /// When.
    pub at: Timestamp,
}

/// What binds the router: the new owner's load must be as it was when it decided, and within the limits afterwards.
#[derive(Debug, Clone, Copy)]
pub struct Bound {
    /// Open tickets the user held when the router decided.
    pub open: i64,
}

statements! {
    SET = "UPDATE ticket SET version = version + 1, owner_user = {to_user}, owner_team = {to_team}, team_id = {list},
        nobody_since = NULL, updated_at = {now}
        {rows of int, at_version int, to_user int, to_team int, list int, now int}
        WHERE id = {of} AND version = {at_version}";
    ASSIGNED = "UPDATE app_user SET last_assigned = {latest} {rows of int, latest int} WHERE id = {of}";
}

/// Sets the owner of `ticket` (locked and as it stands): moves counts and loads, replaces the live decision,
/// appends the event, takes the ticket out of the line. Returns the ticket as it is now.
///
/// # Errors
/// [`Error::Changed`] when the ticket is not at this version; refusal `owner.full` or `owner.load_moved`
/// when a bound change no longer fits. The caller's transaction then leaves nothing behind.
pub fn set(tx: &mut Tx<'_>, ticket: &Ticket, change: &Change<'_>) -> Result<Ticket> {
    set_all(tx, &[(ticket, change)])?
        .pop()
        .ok_or_else(|| Error::internal("an answer per change"))?
        .map_err(Error::refused)
}

/// As [`set`] for several tickets, each at most once, in as many statements as for one. The answers are in their order;
/// a change that was refused, with the refusal's name, has left nothing behind, and the others stand.
///
/// # Errors
/// [`Error::Changed`] when a ticket is not at its version.
pub fn set_all(
    tx: &mut Tx<'_>,
    changes: &[(&Ticket, &Change<'_>)],
) -> Result<Vec<Result<Ticket, &'static str>>> {
    let refusals = refusals(tx, changes)?;
    let (mut standings, mut sets, mut held) = (Vec::new(), Vec::new(), Vec::new());
    for ((before, change), _) in changes.iter().zip(&refusals).filter(|(_, no)| no.is_none()) {
        let after = after(before, change);
        let [user, team] = parts(change.to);
        let (id, version, list) = (before.id.0, before.version, change.team.map(|team| team.0));
        sets.push(args![id, version, user, team, list, change.at.as_microsecond()].to_vec());
        standings.push((Some(before.standing()), after.standing()));
        held.push((after, *change));
    }
    if tx.each(&SET, &sets)? < sets.len() as u64 {
        let version = changes.first().map_or(0, |(before, _)| before.version);
        return Err(Error::Changed { what: "ticket", version });
    }
    standing::moved_all(tx, &standings)?;
    let ids: Vec<i64> = held.iter().map(|(ticket, _)| ticket.id.0).collect();
    line::leave_all(tx, &ids)?;
    tell(tx, changes, &held)?;
    let mut held = held.into_iter().map(|(ticket, _)| ticket);
    let answers = refusals.into_iter().map(|refusal| match refusal {
        Some(refusal) => Ok(Err(refusal)),
        None => held.next().map(Ok).ok_or_else(|| Error::internal("a ticket per change")),
    });
    answers.collect()
}

/// The ticket as the change leaves it.
fn after(before: &Ticket, change: &Change<'_>) -> Ticket {
    Ticket {
        version: before.version + 1,
        owner: change.to,
        team: change.team,
        nobody_since: None,
        updated_at: change.at,
        ..before.clone()
    }
}

/// Stores the decisions, and appends the events that name them.
fn tell(
    tx: &mut Tx<'_>,
    changes: &[(&Ticket, &Change<'_>)],
    held: &[(Ticket, &Change<'_>)],
) -> Result<()> {
    let decided: Vec<_> = held
        .iter()
        .map(|(after, change)| (after, &change.decision, change.actor, change.at))
        .collect();
    let decisions = decisions::put_all(tx, &decided)?;
    let from = |id| changes.iter().find(|(before, _)| before.id == id).and_then(|(b, _)| b.owner);
    let events: Vec<_> = held
        .iter()
        .map(|(after, change)| NewEvent {
            actor: change.actor,
            kind: match change.to {
                Some(_) => EventKind::TicketAssigned,
                None => EventKind::TicketUnassigned,
            },
            ticket: Some(after.id),
            data: json!({
                "owner": change.to.map(told), "from": from(after.id).map(told), "team": change.team,
                "decision": decisions.get(&after.id), "by": change.decision.made_by,
                "reason": change.reason,
            }),
            at: change.at,
        })
        .collect();
    let mut latest: BTreeMap<i64, i64> = BTreeMap::new();
    for ((after, _), seq) in held.iter().zip(events::append_all_numbered(tx, &events)?) {
        if let Some(user) = after.owner.and_then(Owner::user) {
            let last = latest.entry(user.0).or_default();
            *last = seq.max(*last);
        }
    }
    let latest = latest.into_iter().map(|(user, seq)| args![user, seq].to_vec()).collect();
    tx.send_each(&ASSIGNED, latest)
}

/// For each change the reason why it may not be, if it is bound. The load rows are held until the transaction ends, so
/// what is read here is the truth; a change that fits counts for those behind it. A ticket whose status does not count
/// raises nothing and fits everywhere.
///
/// # Errors
/// Only the database's own.
pub fn refusals(
    tx: &mut Tx<'_>,
    changes: &[(&Ticket, &Change<'_>)],
) -> Result<Vec<Option<&'static str>>> {
    let bound = |change: &Change<'_>| {
        change.bound.and_then(|bound| Some((bound, change.to.and_then(Owner::user)?)))
    };
    let mut users: Vec<i64> =
        changes.iter().filter_map(|(_, change)| Some(bound(change)?.1.0)).collect();
    users.sort_unstable();
    users.dedup();
    let mut loads = standing::lock_loads(tx, &users)?;
    let refusal = |(before, change): &(&Ticket, &Change<'_>)| {
        let (bound, user) = bound(change)?;
        let raised = i64::from(before.counts);
        let mut own: Vec<_> = loads
            .iter_mut()
            .filter(|load| load.user == user)
            .filter(|load| load.kind == standing::TOTAL || load.kind == before.kind.as_str())
            .collect();
        if own.iter().any(|load| load.kind == standing::TOTAL && load.open != bound.open) {
            return Some("owner.load_moved");
        }
        if before.counts && own.iter().any(|load| load.most.is_some_and(|most| load.open >= most)) {
            return Some("owner.full");
        }
        own.iter_mut().for_each(|load| load.open += raised);
        None
    };
    Ok(changes.iter().map(refusal).collect())
}

fn parts(owner: Option<Owner>) -> [Option<i64>; 2] {
    [owner.and_then(Owner::user).map(|user| user.0), owner.and_then(Owner::team).map(|team| team.0)]
}

fn told(owner: Owner) -> serde_json::Value {
    match owner {
        Owner::User(id) => json!({ "kind": "user", "id": id }),
        Owner::Team(id) => json!({ "kind": "team", "id": id }),
    }
}
