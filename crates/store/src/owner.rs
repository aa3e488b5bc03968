//! The one function that sets a ticket's owner, for the router and for hands alike.

use jiff::Timestamp;
use serde_json::json;
use wissel_model::{Actor, Error, EventKind, Owner, Result, TeamId, UserId};

use crate::db::Tx;
use crate::decisions::{self, NewDecision};
use crate::tickets::Ticket;
use crate::{args, events, line, standing, statements};

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
    SET = "UPDATE ticket SET version = version + 1, owner_user = $3, owner_team = $4, team_id = $5, nobody_since = NULL,
        updated_at = $6 WHERE id = $1 AND version = $2";
    ASSIGNED = "UPDATE app_user SET last_assigned = $2 WHERE id = $1";
}

/// Sets the owner of `ticket` (locked and as it stands): moves counts and loads, replaces the live decision,
/// appends the event, takes the ticket out of the line. Returns the ticket as it is now.
///
/// # Errors
/// [`Error::Changed`] when the ticket is not at this version; refusal `owner.full` or `owner.load_moved`
/// when a bound change no longer fits. The caller's transaction then leaves nothing behind.
pub fn set(tx: &mut Tx<'_>, ticket: &Ticket, change: &Change<'_>) -> Result<Ticket> {
    let mut after = ticket.clone();
    after.owner = change.to;
    after.team = change.team;
    after.nobody_since = None;
    after.updated_at = change.at;
    let rows = tx.execute(
        &SET,
        args![
            ticket.id.0,
            ticket.version,
            change.to.and_then(Owner::user).map(|user| user.0),
            change.to.and_then(Owner::team).map(|team| team.0),
            change.team.map(|team| team.0),
            change.at.as_microsecond()
        ],
    )?;
    if rows == 0 {
        return Err(Error::Changed { what: "ticket", version: ticket.version });
    }
    after.version += 1;
    standing::moved(tx, Some(&ticket.standing()), &after.standing())?;
    let user = change.to.and_then(Owner::user);
    if let (Some(user), Some(bound)) = (user, change.bound) {
        keep_within(tx, user, &after, bound)?;
    }
    line::leave(tx, ticket.id)?;
    let decision = decisions::put(tx, &after, &change.decision, change.actor, change.at)?;
    let seq = events::append(
        tx,
        change.actor,
        if change.to.is_some() { EventKind::TicketAssigned } else { EventKind::TicketUnassigned },
        Some(ticket.id),
        json!({
            "owner": change.to.map(told), "from": ticket.owner.map(told), "team": change.team,
            "decision": decision, "by": change.decision.made_by, "reason": change.reason,
        }),
        change.at,
    )?;
    if let Some(user) = user {
        tx.execute(&ASSIGNED, args![user.0, seq])?;
    }
    Ok(after)
}

/// The load row was raised, and so is ours until the transaction ends: what we read here is the truth. A ticket whose
/// status does not count raises nothing and fits everywhere.
fn keep_within(tx: &mut Tx<'_>, user: UserId, after: &Ticket, bound: Bound) -> Result<()> {
    let raised = i64::from(after.counts);
    for load in standing::loads(tx, user)? {
        let total = load.kind == standing::TOTAL;
        if after.counts
            && (total || load.kind == after.kind.as_str())
            && load.most.is_some_and(|most| load.open > most)
        {
            return Err(Error::refused("owner.full"));
        }
        if total && load.open != bound.open + raised {
            return Err(Error::refused("owner.load_moved"));
        }
    }
    Ok(())
}

fn told(owner: Owner) -> serde_json::Value {
    match owner {
        Owner::User(id) => json!({ "kind": "user", "id": id }),
        Owner::Team(id) => json!({ "kind": "team", "id": id }),
    }
}
