//! The pipeline, and moving a ticket along it.

use jiff::Timestamp;
use wissel_model::{AppliesTo, Error, Language, Permission, Result, Who};
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, statuses, tags};

use crate::Desk;
use crate::properties;
use crate::view::StatusView;
use crate::words;

/// A status's name: the desk's own, or else the built-in one.
pub(crate) fn name(status: &statuses::Status, language: Language) -> String {
    status.name.clone().unwrap_or_else(|| {
        words::tr(language, &format!("status-{}", status.key.replace('_', "-")), &[])
    })
}

/// Moves `ticket` to the status called `key`, with what standing there means.
///
/// # Errors
/// Field `status` when there is none of that name.
pub(crate) fn move_to(
    tx: &mut Tx<'_>,
    ticket: &mut Ticket,
    key: &str,
    now: Timestamp,
) -> Result<()> {
    let status = statuses::get(tx, key)?.ok_or_else(|| Error::field("status", "invalid.status"))?;
    ticket.status = status.key;
    ticket.counts = status.counts;
    ticket.closed_at = if status.closed { ticket.closed_at.or(Some(now)) } else { None };
    if status.closed {
        ticket.nobody_since = None;
        ticket.snoozed_until = None;
    } else {
        ticket.spam = false;
    }
    Ok(())
}

/// As [`move_to`] for somebody at the desk, who closes a ticket only when all that has to be known of it is.
///
/// # Errors
/// As [`move_to`]; fields `properties.ID` that have to be filled in first.
pub(crate) fn move_by_hand(
    tx: &mut Tx<'_>,
    ticket: &mut Ticket,
    key: &str,
    now: Timestamp,
) -> Result<()> {
    let open = ticket.closed_at.is_none();
    move_to(tx, ticket, key, now)?;
    if open && ticket.closed_at.is_some() {
        properties::complete(tx, AppliesTo::Ticket, ticket.id.0)?;
    }
    Ok(())
}

/// What the log is told of a move: whose load it touches stands in it, for those who follow loads.
pub(crate) fn moved(before: &Ticket, after: &Ticket) -> serde_json::Value {
    let user = after.owner.and_then(wissel_model::Owner::user);
    serde_json::json!({ "status": { "from": before.status, "to": after.status }, "user": user })
}

impl Desk {
    /// The pipeline in order.
    pub async fn statuses(&self, who: &Who) -> Result<Vec<StatusView>> {
        let language = who.language;
        let all = self.db().read(statuses::all).await?;
        let view = |status: statuses::Status| StatusView {
            name: name(&status, language),
            key: status.key,
            closed: status.closed,
            counts: status.counts,
        };
        Ok(all.into_iter().map(view).collect())
    }

    /// The tags in use, most used first.
    pub async fn tags(&self, who: &Who) -> Result<Vec<String>> {
        who.need(Permission::TicketsWork)?;
        self.db().read(tags::used).await
    }
}
