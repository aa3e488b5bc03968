//! What filters ask of tickets beside what stands in their rows.

use std::collections::HashMap;

use wissel_model::{AppliesTo, PropertyId, Result, TicketId};
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, properties, tags};

/// Tags and properties of some tickets.
#[derive(Default)]
pub(super) struct Facts {
    tags: HashMap<TicketId, Vec<String>>,
    held: HashMap<TicketId, Vec<(PropertyId, String)>>,
}

impl Facts {
    /// Those of `tickets`, as far as they are asked for.
    pub(super) fn of(
        tx: &mut Tx<'_>,
        tickets: &[Ticket],
        (by_tags, by_properties): (bool, bool),
    ) -> Result<Self> {
        let ids: Vec<i64> = tickets.iter().map(|ticket| ticket.id.0).collect();
        let mut facts = Self::default();
        if by_tags {
            for (ticket, tag) in tags::of_many(tx, &ids)? {
                facts.tags.entry(ticket).or_default().push(tag);
            }
        }
        if by_properties {
            for (ticket, property, value) in properties::values(tx, AppliesTo::Ticket, &ids)? {
                facts.held.entry(TicketId(ticket)).or_default().push((property, value));
            }
        }
        Ok(facts)
    }

    /// The tags of one of them.
    pub(super) fn tags(&self, ticket: TicketId) -> &[String] {
        self.tags.get(&ticket).map_or(&[], Vec::as_slice)
    }

    /// What one of them holds under a property in use.
    pub(super) fn held(&self, ticket: TicketId, property: PropertyId) -> Option<&str> {
        let all = self.held.get(&ticket)?;
        all.iter().find(|(id, _)| *id == property).map(|(_, value)| value.as_str())
    }
}
