//! An event as it travels to many readers: read once, judged for each.

use std::collections::HashMap;

use serde_json::json;
use wissel_model::{EventKind, Permission, Result, TicketId, Who};
use wissel_store::events::{Cursor, Event};
use wissel_store::tickets::{self, Ticket};
use wissel_store::{Tx, users};

use super::EventView;
use crate::tickets::visible;
use crate::view::Author;

/// An event, and what it takes to say who may see it.
#[derive(Debug, Clone)]
pub struct Followed {
    /// Its place in the log.
    pub cursor: Cursor,
    /// What its readers see.
    pub view: EventView,
    /// The ticket as it stands, for an event about one.
    ticket: Option<Ticket>,
}

impl Followed {
    /// Whether `who` may see it. What is about no ticket, everybody may, or the one person whom it is for.
    #[must_use]
    pub fn visible_to(&self, who: &Who) -> bool {
        if self.view.ticket.is_none() {
            let only = &self.view.data["only"];
            return only.is_null() || *only == who.user.0;
        }
        let may = who.may(Permission::TicketsWork)
            && self.ticket.as_ref().is_some_and(|ticket| visible(who, ticket));
        // Whose ticket it was until now must hear that it is gone.
        let from = &self.view.data["from"];
        may || from["kind"] == "user" && from["id"] == who.user.0
    }
}

/// Fills names and tickets in.
pub(super) fn followed(tx: &mut Tx<'_>, found: Vec<Event>) -> Result<Vec<Followed>> {
    let actors: Vec<i64> = found
        .iter()
        .filter(|event| event.actor.kind() == "user")
        .filter_map(|event| event.actor.id())
        .collect();
    let names: HashMap<i64, String> =
        users::names(tx, &actors)?.into_iter().map(|(id, name)| (id.0, name)).collect();
    let mut seen: HashMap<TicketId, Option<Ticket>> = HashMap::new();
    let mut all = Vec::with_capacity(found.len());
    for event in found {
        let ticket = match event.ticket {
            Some(id) if !seen.contains_key(&id) => {
                seen.entry(id).or_insert(tickets::get(tx, id)?).clone()
            }
            Some(id) => seen[&id].clone(),
            None => None,
        };
        let id = event.actor.id();
        let actor = Author {
            kind: event.actor.kind(),
            id,
            name: id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        };
        // Everybody is told which contact changed, for it may stand on their ticket; what was changed of them is for
        // those who may look contacts up, on the contact's own page.
        let data = match event.kind {
            EventKind::ContactChanged if event.data["contacts"].is_array() => {
                json!({ "contacts": event.data["contacts"] })
            }
            EventKind::ContactChanged => json!({ "contact": event.data["contact"] }),
            _ => event.data,
        };
        let view = EventView {
            cursor: event.cursor.to_string(),
            at: event.at,
            actor,
            kind: event.kind.as_str().to_owned(),
            ticket: event.ticket,
            data,
        };
        all.push(Followed { cursor: event.cursor, view, ticket });
    }
    Ok(all)
}
