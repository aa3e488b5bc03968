//! A ticket is worked on again: it stays its owner's, unless they may no longer hold it.

use jiff::Timestamp;
use wissel_model::{Access, Actor, Error, Owner, Result};
use wissel_store::decisions::NewDecision;
use wissel_store::owner::{self, Change};
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, channels, teams, users};

/// To be called on every ticket that was just reopened. One whose owner was deactivated, lost access or (a team) was
/// removed while it was closed is unassigned, for that reason; one without an owner goes back to the line.
pub(super) fn reopened(tx: &mut Tx<'_>, ticket: Ticket, now: Timestamp) -> Result<Ticket> {
    let lost = match ticket.owner {
        None => None,
        Some(Owner::User(id)) => match users::lock(tx, id)? {
            Some(user) if !user.active => Some("deactivated"),
            Some(user) if user.access == Access::None => Some("access_lost"),
            _ => None,
        },
        Some(Owner::Team(id)) => teams::get(tx, id)?.is_none().then_some("team_removed"),
    };
    let ticket = match lost {
        None => ticket,
        Some(reason) => {
            let channel = channels::get(tx, ticket.channel)?
                .ok_or_else(|| Error::internal("ticket without channel"))?;
            let decision = NewDecision {
                made_by: "release",
                rule_version: channel.rule_version,
                record: None,
            };
            let change = Change {
                to: None,
                team: None,
                actor: Actor::System,
                decision,
                bound: None,
                reason: Some(reason),
                at: now,
            };
            owner::set(tx, &ticket, &change)?
        }
    };
    if ticket.owner.is_none() {
        super::enter_line(tx, &ticket, now)?;
    }
    Ok(ticket)
}
