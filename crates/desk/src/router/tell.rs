//! Nobody can take a ticket: it says so, once, and stands where the rule wants it.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use wissel_model::{Actor, Error, EventKind, Result, UserId};
use wissel_routing::{Outcome, Rule, Then};
use wissel_store::decisions::{self, NewDecision};
use wissel_store::line::{self, Waiting};
use wissel_store::{Tx, channels, events, tickets};

use super::claim::owner_moved;
use crate::mail::note_owner;

/// A decision without an owner, about to be stored.
#[derive(Debug, Clone)]
pub(super) struct Tell {
    pub(super) waiting: Waiting,
    pub(super) rule: Rule,
    pub(super) version: i64,
    pub(super) outcome: Outcome,
    /// The record (JSON).
    pub(super) record: String,
}

/// Stores it, unless the ticket no longer waits or was decided meanwhile.
///
/// # Errors
/// Refusal `claim.rule_changed`: decide again.
pub(super) fn tell(tx: &mut Tx<'_>, tell: &Tell, now: Timestamp) -> Result<()> {
    let id = tell.waiting.ticket;
    let Some(before) = tickets::lock(tx, id)? else { return Ok(()) };
    // Held before the line is read: a new rule has its channel's line decided anew, and must not be overtaken.
    let channel = channels::lock(tx, before.channel)?
        .ok_or_else(|| Error::internal("ticket without channel"))?;
    let Some(row) = line::get(tx, id)?.filter(|row| !row.decided) else { return Ok(()) };
    if before.owner.is_some() || before.at_rest() {
        return line::leave(tx, id);
    }
    if channel.rule_version != tell.version {
        return Err(Error::refused("claim.rule_changed"));
    }
    if owner_moved(tx, &before, &tell.waiting)? {
        return Ok(());
    }
    let then = match &tell.outcome {
        Outcome::Nobody { then, .. } => Some(*then),
        _ => None,
    };
    match then {
        None | Some(Then::LeftUnassigned) => line::leave(tx, id)?,
        Some(Then::Waiting | Then::OverflowLater { .. }) => {
            line::decided(tx, id, overflow_at(&tell.rule, &row))?;
        }
    }
    let mut after = before.clone();
    after.nobody_since = then.map(|_| before.nobody_since.unwrap_or(now));
    // Nobody is to lose a race against the router's saying that nothing changed.
    let after = if after == before { after } else { tickets::save(tx, &before, after)? };
    let decision =
        NewDecision { made_by: "router", rule_version: tell.version, record: Some(&tell.record) };
    let decision = decisions::put(tx, &after, &decision, Actor::Router, now)?;
    if let Some(then) = then {
        let data = json!({ "decision": decision, "then": then });
        events::append(tx, Actor::Router, EventKind::TicketNobodyAvailable, Some(id), data, now)?;
    }
    if tell.outcome.mail_owner() {
        note_owner(tx, id, UserId(row.contact_owner), now)?;
    }
    Ok(())
}

/// When others may take it as well, if the rule says so.
fn overflow_at(rule: &Rule, row: &Waiting) -> Option<Timestamp> {
    match rule.when_nobody {
        wissel_routing::WhenNobody::Overflow { after_minutes, .. } => {
            row.since.checked_add(SignedDuration::from_mins(i64::from(after_minutes))).ok()
        }
        _ => None,
    }
}
