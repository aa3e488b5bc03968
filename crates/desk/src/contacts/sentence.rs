//! What was changed of a contact: told to the log, and in words to people.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::Value;
use wissel_model::{Actor, ContactId, EventKind, Language, Result, UserId, Who};
use wissel_store::contacts::history;
use wissel_store::events::{Event, NewEvent};
use wissel_store::{Tx, users};

use crate::properties;
use crate::words::tr;

/// Tells the log, and the pages of these contacts, what was done.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    who: &Who,
    about: &[ContactId],
    data: Value,
    at: Timestamp,
) -> Result<()> {
    tell_as(tx, Actor::User(who.user), about, data, at)
}

/// The same for what is done in somebody's name, later.
pub(super) fn tell_as(
    tx: &mut Tx<'_>,
    actor: Actor,
    about: &[ContactId],
    data: Value,
    at: Timestamp,
) -> Result<()> {
    let kind = EventKind::ContactChanged;
    history::tell(tx, about, NewEvent { actor, kind, ticket: None, data, at })
}

/// Everybody who is named in these events.
pub(super) fn names(tx: &mut Tx<'_>, events: &[Event]) -> Result<HashMap<UserId, String>> {
    let mut ids: Vec<i64> = Vec::new();
    for event in events {
        let owner = &event.data["changes"]["owner"];
        ids.extend([&owner["from"], &owner["to"]].into_iter().filter_map(Value::as_i64));
        ids.extend(event.actor.id().filter(|_| event.actor.kind() == "user"));
    }
    Ok(users::names(tx, &ids)?.into_iter().collect())
}

/// What an event changed of a contact, a sentence for each thing.
pub(super) fn sentences(
    event: &Event,
    names: &HashMap<UserId, String>,
    language: Language,
) -> Vec<String> {
    let say = |key: &str, args: &[(&str, String)]| tr(language, key, args);
    if event.data["made"] == true {
        return vec![say("contact-made", &[])];
    }
    for (what, key) in [("merged", "contact-merged"), ("unmerged", "contact-unmerged")] {
        if let Some(name) = event.data[what]["name"].as_str() {
            return vec![say(key, &[("name", name.to_owned())])];
        }
    }
    if let Some(file) = event.data["import"]["file"].as_str() {
        return vec![say("contact-imported", &[("file", file.to_owned())])];
    }
    if event.data["went_into"].is_object() {
        return vec![say("contact-went", &[])];
    }
    let changes = &event.data["changes"];
    let mut told = Vec::new();
    for (field, key) in [("name", "contact-name-changed"), ("company", "contact-company-changed")] {
        if let Some(change) = changes.get(field) {
            let side = |which: &str| change[which].as_str().unwrap_or_default().to_owned();
            let key = if side("to").is_empty() { format!("{key}-none") } else { key.to_owned() };
            told.push(say(&key, &[("from", side("from")), ("to", side("to"))]));
        }
    }
    if let Some(change) = changes.get("owner") {
        let name =
            |which: &str| change[which].as_i64().and_then(|id| names.get(&UserId(id)).cloned());
        told.push(match (name("from"), name("to")) {
            (_, Some(to)) => say("contact-owner-changed", &[("to", to)]),
            (from, None) => say("contact-owner-gone", &[("from", from.unwrap_or_default())]),
        });
    }
    if let Some(change) = changes.get("addresses") {
        let listed = |which: &str| -> Vec<&str> {
            change[which].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
        };
        for (which, key) in
            [("added", "contact-address-added"), ("removed", "contact-address-removed")]
        {
            let all = listed(which);
            if !all.is_empty() {
                told.push(say(key, &[("addresses", all.join(", "))]));
            }
        }
        if let Some(first) = change["first"].as_str() {
            told.push(say("contact-address-first", &[("address", first.to_owned())]));
        }
    }
    for property in changes["properties"].as_array().into_iter().flatten() {
        told.push(properties::sentence(property, language));
    }
    if told.is_empty() { vec![say("event-changed", &[])] } else { told }
}
