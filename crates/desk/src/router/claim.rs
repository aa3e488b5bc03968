//! The claim: every fact the decision relied on is checked again in the transaction that sets the owner.

use jiff::Timestamp;
use wissel_model::{Actor, Error, Owner, Result, UserId};
use wissel_routing::{Kind, Rule, Step, why_not};
use wissel_store::decisions::NewDecision;
use wissel_store::line::{self, Waiting};
use wissel_store::owner::{self, Bound, Change};
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, channels, contacts, roster, teams, tickets, turns};

use super::people::{main_member, person};
use crate::mail::note_owner;

/// A decision about to be made true.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) waiting: Waiting,
    pub(super) rule: Rule,
    pub(super) version: i64,
    pub(super) user: i64,
    pub(super) step: Step,
    pub(super) kind: Kind,
    /// Open tickets the user held when it was decided.
    pub(super) open: i64,
    /// Round robin: picks before this one, and who had one after it when a new cycle began.
    pub(super) turn: Option<(i64, Option<Vec<i64>>)>,
    pub(super) mail_owner: bool,
    /// The record (JSON).
    pub(super) record: String,
}

/// Makes it true. `false` when the ticket no longer waits: a hand was faster, and its choice stands.
///
/// # Errors
/// A refusal `claim.…` when a fact has moved: decide again.
pub(super) fn claim(tx: &mut Tx<'_>, claim: &Claim, now: Timestamp) -> Result<bool> {
    let id = claim.waiting.ticket;
    let Some(ticket) = tickets::lock(tx, id)? else { return Ok(false) };
    if line::get(tx, id)?.is_none() {
        return Ok(false);
    }
    if ticket.owner.is_some() || ticket.closed_at.is_some() {
        line::leave(tx, id)?;
        return Ok(false);
    }
    if owner_moved(tx, &ticket, &claim.waiting)? {
        return Ok(false);
    }
    let channel = channels::get(tx, ticket.channel)?
        .ok_or_else(|| Error::internal("ticket without channel"))?;
    if channel.rule_version != claim.version {
        return Err(Error::refused("claim.rule_changed"));
    }
    let facts = roster::lock(tx, UserId(claim.user))?;
    let now_is = facts.as_ref().map(|facts| person(facts, now));
    if why_not(now_is.as_ref(), claim.kind, claim.rule.only_available).is_some() {
        return Err(Error::refused("claim.not_eligible"));
    }
    if !reached(tx, claim)? {
        return Err(Error::refused("claim.not_reached"));
    }
    if let Some((counter, cycle)) = &claim.turn {
        turns::take(tx, ticket.channel, *counter, UserId(claim.user), cycle.as_deref())?;
    }
    let change = Change {
        to: Some(Owner::User(UserId(claim.user))),
        team: teams::of_user(tx, UserId(claim.user))?.main,
        actor: Actor::Router,
        decision: NewDecision {
            made_by: "router",
            rule_version: claim.version,
            record: Some(&claim.record),
        },
        bound: Some(Bound { open: claim.open }),
        reason: None,
        at: now,
    };
    owner::set(tx, &ticket, &change)?;
    if claim.mail_owner {
        note_owner(tx, id, UserId(claim.waiting.contact_owner), now)?;
    }
    Ok(true)
}

/// Whether the contact has another owner than the ticket was decided with. It is then decided anew with the true one.
pub(super) fn owner_moved(tx: &mut Tx<'_>, ticket: &Ticket, planned: &Waiting) -> Result<bool> {
    let owner = contacts::get(tx, ticket.contact)?.and_then(|contact| contact.owner);
    let owner = owner.map_or(0, |user| user.0);
    if owner == planned.contact_owner {
        return Ok(false);
    }
    line::set_contact_owner(tx, ticket.id, owner)?;
    Ok(true)
}

/// Whether the step still reaches this person: named, a main member of a named team, or the contact's owner.
fn reached(tx: &mut Tx<'_>, claim: &Claim) -> Result<bool> {
    if claim.step == Step::ContactOwner {
        return Ok(claim.waiting.contact_owner == claim.user);
    }
    let named = claim.rule.named(claim.step);
    Ok(named.users.contains(&claim.user) || main_member(tx, claim.user, named.teams)?)
}
