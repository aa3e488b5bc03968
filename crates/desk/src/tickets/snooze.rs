//! Letting a ticket sleep until it is of use to look at it again.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use wissel_model::{Actor, Error, EventKind, Result, TicketId};
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, events, jobs, tickets};

use super::TicketChange;
use crate::Desk;
use crate::jobs::Failed;

/// The job that wakes one.
pub(crate) const WAKE: &str = "ticket.wake";
/// Whoever snoozes for longer has mistyped a year.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 731);

/// Puts `after` to sleep or wakes it, as the change says. Returns what the log is told, when anything changed.
pub(super) fn change(
    tx: &mut Tx<'_>,
    after: &mut Ticket,
    change: &TicketChange,
    now: Timestamp,
) -> Result<Option<Value>> {
    let Some(until) = change.snooze_until else {
        let slept = change.wake && after.snoozed_until.take().is_some();
        return Ok(slept.then(|| json!({ "until": null })));
    };
    if until <= now {
        return Err(Error::field("snooze_until", "invalid.until_past"));
    }
    if until.duration_since(now) > LONGEST {
        return Err(Error::field("snooze_until", "invalid.until_far"));
    }
    if after.closed_at.is_some() {
        return Err(Error::refused("snooze.closed"));
    }
    if after.snoozed_until == Some(until) {
        return Ok(None);
    }
    after.snoozed_until = Some(until);
    // Each time has a job of its own; one that comes when the ticket sleeps longer, or no more, does nothing.
    let key = format!("{}.{}", after.id, until.as_microsecond());
    jobs::ask(tx, WAKE, &key, &json!({ "ticket": after.id }), until, now)?;
    Ok(Some(json!({ "until": until })))
}

impl Desk {
    /// Wakes a ticket whose time has come.
    pub(crate) async fn wake(&self, data: &Value) -> Result<(), Failed> {
        let id = TicketId(data["ticket"].as_i64().unwrap_or_default());
        let now = self.now();
        self.db()
            .write(move |tx| {
                let Some(before) = tickets::lock(tx, id)? else { return Ok(()) };
                if before.snoozed_until.is_none_or(|until| until > now) {
                    return Ok(());
                }
                let after = Ticket { snoozed_until: None, updated_at: now, ..before.clone() };
                let after = tickets::save(tx, &before, after)?;
                super::reopen::reopened(tx, after, now)?;
                let data = json!({ "snoozed": { "until": null, "over": true } });
                events::append(tx, Actor::System, EventKind::TicketChanged, Some(id), data, now)
            })
            .await?;
        Ok(())
    }
}
