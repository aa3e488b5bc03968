//! Changing status, priority, subject and tags.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use utoipa::ToSchema;
use wissel_channels::mail::address;
use wissel_model::ticket::status;
use wissel_model::{
    Actor, AppliesTo, Error, EventKind, Permission, Priority, Result, TicketId, Who,
};
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, events, line, tags, tickets};

use crate::Desk;
use crate::properties;
use crate::view::{PropertyGiven, TicketView};

/// What is to change of a ticket; what is left out stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TicketChange {
    /// Key of a status.
    pub status: Option<String>,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// What it is about.
    pub subject: Option<String>,
    /// All its tags.
    pub tags: Option<Vec<String>>,
    /// Properties by their id; `null` empties one, and what is not named stays.
    pub properties: BTreeMap<String, PropertyGiven>,
    /// It sleeps until then, at most two years, or until the contact writes.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub snooze_until: Option<Timestamp>,
    /// It sleeps no longer.
    pub wake: bool,
    /// Whether it is spam: closed, and out of every view but Spam.
    pub spam: Option<bool>,
}

impl Desk {
    /// Changes a ticket. Closing takes it out of the line; reopening an unowned one puts it back.
    ///
    /// # Errors
    /// Every wrong field; [`Error::Changed`] when `if_match` is not its version.
    pub async fn change_ticket(
        &self,
        who: &Who,
        id: TicketId,
        change: TicketChange,
        if_match: Option<i64>,
    ) -> Result<TicketView> {
        who.need(Permission::TicketsWork)?;
        let wanted = change.tags.as_ref().map(|given| clean(given)).transpose()?;
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let before = super::see::work_on(tx, &who, id)?;
                super::assign::unchanged(&before, if_match)?;
                apply(tx, &who, &before, &change, wanted.as_deref(), now)?;
                super::show::made(tx, &who, id)
            })
            .await
    }
}

/// Makes a change to a ticket that is held, and tells of it. `wanted` are all its tags, cleaned, when they change.
/// Returns the ticket as it stands then.
pub(super) fn apply(
    tx: &mut Tx<'_>,
    who: &Who,
    before: &Ticket,
    change: &TicketChange,
    wanted: Option<&[String]>,
    now: Timestamp,
) -> Result<Ticket> {
    let id = before.id;
    let mut after = before.clone();
    let mut told = Map::new();
    if let Some(subject) = &change.subject {
        let subject = address::one_line(subject);
        if subject.is_empty() || subject.chars().count() > 500 {
            return Err(Error::field("subject", "invalid.subject"));
        }
        told.insert("subject".into(), json!({ "from": before.subject, "to": subject }));
        after.subject = subject;
    }
    if let Some(priority) = change.priority.filter(|priority| *priority != before.priority) {
        told.insert("priority".into(), json!({ "from": before.priority, "to": priority }));
        after.priority = priority;
        line::rerank(tx, id, priority)?;
    }
    let given = properties::checked(tx, AppliesTo::Ticket, &change.properties)?;
    if !given.is_empty() {
        let new = properties::store(tx, AppliesTo::Ticket, id.0, &given)?;
        if !new.is_empty() {
            told.insert("properties".into(), new.into());
        }
    }
    if let Some(spam) = change.spam.filter(|spam| *spam != before.spam) {
        let named = change.status.as_deref().unwrap_or(status::OPEN);
        let to = if spam { status::CLOSED } else { named };
        super::move_to(tx, &mut after, to, now)?;
        after.spam = spam;
        told.insert("spam".into(), json!(spam));
        told.insert("user".into(), json!(before.owner.and_then(wissel_model::Owner::user)));
    }
    if let Some(status) = change.status.as_ref().filter(|status| **status != after.status) {
        super::move_by_hand(tx, &mut after, status, now)?;
        told.extend(super::moved(before, &after).as_object().cloned().unwrap_or_default());
    }
    if let Some(told_of) = super::snooze::change(tx, &mut after, change, now)? {
        told.insert("snoozed".into(), told_of);
    }
    if let Some(wanted) = wanted {
        tags::set(tx, id, wanted)?;
        told.insert("tags".into(), json!(wanted));
    }
    if told.is_empty() {
        return Ok(after);
    }
    after.updated_at = now;
    let mut after = tickets::save(tx, before, after)?;
    // Nobody is to be found for what is done, or asleep.
    let (was, is) = (before.at_rest(), after.at_rest());
    if is && !was {
        line::leave(tx, id)?;
    } else if was && !is {
        after = super::reopen::reopened(tx, after, now)?;
    }
    let (actor, data) = (Actor::User(who.user), serde_json::Value::Object(told));
    events::append(tx, actor, EventKind::TicketChanged, Some(id), data, now)?;
    Ok(after)
}

pub(super) fn clean(given: &[String]) -> Result<Vec<String>> {
    let mut clean: Vec<String> =
        given.iter().map(|tag| address::one_line(tag).to_lowercase()).collect();
    clean.sort();
    clean.dedup();
    if clean.len() > 50 || clean.iter().any(|tag| tag.is_empty() || tag.chars().count() > 50) {
        return Err(Error::field("tags", "invalid.tags"));
    }
    Ok(clean)
}
