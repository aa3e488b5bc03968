//! An event in one line of a conversation.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;
use wissel_model::{ContactId, EventKind, Language, Result, TeamId, UserId, Who};
use wissel_store::events::Event;
use wissel_store::{Tx, contacts, statuses, teams, users};

use crate::contacts::called;
use crate::properties;
use crate::tickets::status_name;
use crate::words::tr;

/// What happened, in one short sentence.
pub(crate) fn event_sentence(tx: &mut Tx<'_>, event: &Event, who: &Who) -> Result<String> {
    let language = who.language;
    let say = |key: &str, args: &[(&str, String)]| tr(language, key, args);
    let data = &event.data;
    Ok(match event.kind {
        EventKind::TicketCreated => say("event-created", &[]),
        EventKind::TicketAssigned => {
            let key = match data["by"].as_str() {
                Some("router") => "event-assigned-router",
                Some("reply") => "event-assigned-reply",
                _ => "event-assigned",
            };
            say(key, &[("owner", name(tx, &data["owner"])?)])
        }
        EventKind::TicketUnassigned => {
            let key = match data["reason"].as_str() {
                Some("access_lost") => "event-unassigned-access-lost",
                Some("team_removed") => "event-unassigned-team-removed",
                Some("deactivated") => "event-unassigned-deactivated",
                _ => "event-unassigned",
            };
            say(key, &[("owner", name(tx, &data["from"])?)])
        }
        EventKind::TicketMerged | EventKind::TicketUnmerged => merged(event, language),
        EventKind::TicketNobodyAvailable => say("event-nobody", &[]),
        EventKind::MessageFailed => {
            let detail = data["detail"].as_str().unwrap_or_default().to_owned();
            let last = data["final"].as_bool().unwrap_or(true);
            say(
                if last { "event-message-failed" } else { "event-message-delayed" },
                &[("detail", detail)],
            )
        }
        EventKind::NoteWithheld => withheld(tx, data, language)?,
        EventKind::TicketChanged => changed(tx, data, who)?,
        _ => say("event-changed", &[]),
    })
}

/// That a ticket went on in another, or no longer does, as the one and as the other tell it.
fn merged(event: &Event, language: Language) -> String {
    let (ticket, into) = (&event.data["ticket"], &event.data["into"]);
    let stays = event.ticket.map(|ticket| ticket.0) == into.as_i64();
    let (key, other) = match (event.kind, stays) {
        (EventKind::TicketMerged, true) => ("event-merged-here", ticket),
        (EventKind::TicketMerged, false) => ("event-merged", into),
        (_, true) => ("event-unmerged-here", ticket),
        (_, false) => ("event-unmerged", into),
    };
    tr(language, key, &[("ticket", other.to_string())])
}

fn withheld(tx: &mut Tx<'_>, data: &Value, language: Language) -> Result<String> {
    let key = match data["why"].as_str() {
        Some("our_address") => "event-note-withheld-our-address",
        Some("too_many") => "event-note-withheld-too-many",
        _ => "event-note-withheld-machine",
    };
    Ok(tr(language, key, &[("owner", name(tx, &data["owner"])?)]))
}

fn changed(tx: &mut Tx<'_>, data: &Value, who: &Who) -> Result<String> {
    let language = who.language;
    if data["reopened"] == true {
        return Ok(tr(language, "event-reopened", &[]));
    }
    if let Some(snoozed) = data.get("snoozed") {
        return Ok(asleep(snoozed, who));
    }
    if let Some(spam) = data["spam"].as_bool() {
        let key = match (spam, data["blocked"] == true) {
            (true, true) => "event-spam-blocked",
            (true, false) => "event-spam",
            (false, _) => "event-no-spam",
        };
        return Ok(tr(language, key, &[]));
    }
    let mut told = Vec::new();
    let side = |what: &Value, which: &str| what[which].as_str().unwrap_or_default().to_owned();
    if let Some(status) = data.get("status") {
        let mut named = |key: String| -> Result<String> {
            Ok(statuses::get(tx, &key)?.map_or(key, |status| status_name(&status, language)))
        };
        let args = [("from", named(side(status, "from"))?), ("to", named(side(status, "to"))?)];
        told.push(tr(language, "event-status", &args));
    }
    if let Some(priority) = data.get("priority") {
        let named = |which: &str| tr(language, &format!("priority-{}", side(priority, which)), &[]);
        told.push(tr(language, "event-priority", &[("from", named("from")), ("to", named("to"))]));
    }
    if let Some(subject) = data.get("subject") {
        told.push(tr(language, "event-subject", &[("to", side(subject, "to"))]));
    }
    if let Some(to) = data["contact"]["to"].as_i64()
        && let Some(contact) = contacts::get(tx, ContactId(to))?
    {
        let name = called(tx, &contact)?;
        told.push(tr(language, "event-contact", &[("to", name)]));
    }
    if data.get("tags").is_some() {
        told.push(tr(language, "event-tags", &[]));
    }
    for property in data["properties"].as_array().into_iter().flatten() {
        told.push(properties::sentence(property, language));
    }
    Ok(if told.is_empty() { tr(language, "event-changed", &[]) } else { told.join(" · ") })
}

/// That it sleeps until some time, or no longer.
fn asleep(snoozed: &Value, who: &Who) -> String {
    let until = snoozed["until"].as_str().and_then(|until| until.parse::<Timestamp>().ok());
    match until {
        Some(until) => {
            let zone = TimeZone::get(&who.time_zone).unwrap_or(TimeZone::UTC);
            let at = until.to_zoned(zone).strftime("%Y-%m-%d %H:%M").to_string();
            tr(who.language, "event-snoozed", &[("until", at)])
        }
        None if snoozed["over"] == true => tr(who.language, "event-woken", &[]),
        None => tr(who.language, "event-unsnoozed", &[]),
    }
}

fn name(tx: &mut Tx<'_>, owner: &Value) -> Result<String> {
    let id = owner["id"].as_i64().unwrap_or_default();
    Ok(match owner["kind"].as_str() {
        Some("team") => teams::names(tx, &[id])?
            .into_iter()
            .find(|(found, _)| *found == TeamId(id))
            .map(|one| one.1),
        _ => users::names(tx, &[id])?
            .into_iter()
            .find(|(found, _)| *found == UserId(id))
            .map(|one| one.1),
    }
    .unwrap_or_default())
}
