//! Tickets of someone who may no longer hold them go back to be routed.

use jiff::Timestamp;
use wissel_model::{Actor, Error, Result, UserId};
use wissel_store::decisions::NewDecision;
use wissel_store::owner::{self, Change};
use wissel_store::{Tx, channels, tickets};

use crate::tickets::enter_line;

/// Unassigns every open ticket of `user` and puts each back in its channel's line. The event names the true actor
/// and the true reason.
pub(super) fn release(
    tx: &mut Tx<'_>,
    user: UserId,
    actor: Actor,
    reason: &'static str,
    now: Timestamp,
) -> Result<()> {
    for id in tickets::open_of_user(tx, user)? {
        let Some(ticket) = tickets::lock(tx, id)? else { continue };
        let channel = channels::get(tx, ticket.channel)?
            .ok_or_else(|| Error::internal("ticket without channel"))?;
        let change = Change {
            to: None,
            team: None,
            actor,
            decision: NewDecision {
                made_by: "release",
                rule_version: channel.rule_version,
                record: None,
            },
            bound: None,
            reason: Some(reason),
            at: now,
        };
        let ticket = owner::set(tx, &ticket, &change)?;
        // One that sleeps enters it when it wakes.
        if !ticket.at_rest() {
            enter_line(tx, &ticket, now)?;
        }
    }
    Ok(())
}
