//! In which order a view of one's own lists its tickets, and what its rows show.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_model::{Error, PropertyId, PropertyKind, Result};
use wissel_store::properties::Property;
use wissel_store::tickets::Ticket;

use super::looked::Facts;
use crate::properties::choices;

/// So many things beside the subject in a row.
const MOST: usize = 4;
/// What a row can show beside properties.
const COLUMNS: [&str; 7] = ["status", "priority", "owner", "team", "channel", "tags", "created"];
/// More than any moment in microseconds before the year 2200.
const ERA: i64 = 1 << 53;

/// In which order: what is asked for first, first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// `activity`, `created`, `priority`, or `property:ID` for a number, a date or a choice.
    #[schema(max_length = 40)]
    pub by: String,
    /// Oldest, least or lowest first; the first choice first.
    #[serde(default)]
    pub ascending: bool,
}

impl Default for Order {
    fn default() -> Self {
        Self { by: "activity".into(), ascending: false }
    }
}

/// The property that a word names.
fn property(word: &str) -> Option<PropertyId> {
    word.strip_prefix("property:")?.parse().ok().map(PropertyId)
}

/// Checks what a view says of order and columns.
///
/// # Errors
/// Field `order` or `columns` with what there cannot be.
pub(super) fn check(order: &Order, columns: &[String], known: &[Property]) -> Result<()> {
    let there = |word: &str| {
        let id = property(word)?;
        known.iter().find(|property| property.id == id && property.active)
    };
    let sorted =
        |kind| [PropertyKind::Number, PropertyKind::Date, PropertyKind::Choice].contains(&kind);
    let by = order.by.as_str();
    if !["activity", "created", "priority"].contains(&by)
        && !there(by).is_some_and(|property| sorted(property.kind))
    {
        return Err(Error::field("order", "invalid.view_order"));
    }
    let odd = |(n, word): (usize, &String)| {
        let known = COLUMNS.contains(&word.as_str()) || there(word).is_some();
        !known || columns[..n].contains(word)
    };
    if columns.len() > MOST || columns.iter().enumerate().any(odd) {
        return Err(Error::field("columns", "invalid.view_columns"));
    }
    Ok(())
}

/// Where each ticket stands.
pub(super) struct Places<'a> {
    order: &'a Order,
    property: Option<&'a Property>,
    choices: Vec<i64>,
}

impl<'a> Places<'a> {
    /// The places that `order` gives. A property that is retired puts all in the order of their numbers.
    pub(super) fn new(order: &'a Order, known: &'a [Property]) -> Result<Self> {
        let id = property(&order.by);
        let property = known.iter().find(|property| Some(property.id) == id);
        let choices = match property {
            Some(one) if one.kind == PropertyKind::Choice => {
                choices(one)?.into_iter().map(|choice| choice.id).collect()
            }
            _ => Vec::new(),
        };
        Ok(Self { order, property, choices })
    }

    /// A ticket's place: the lower, the earlier. What holds nothing comes last, whichever way.
    pub(super) fn place(&self, ticket: &Ticket, facts: &Facts) -> (i64, i64) {
        let (created, rank) = (ticket.created_at.as_microsecond(), ticket.priority.rank());
        let place = match self.order.by.as_str() {
            "activity" => Some(ticket.updated_at.as_microsecond()),
            "created" => Some(created),
            // Of the same priority who came first, first.
            "priority" if self.order.ascending => return ((3 - rank) * ERA + created, ticket.id.0),
            "priority" => return (rank * ERA + created, ticket.id.0),
            _ => self.property.and_then(|one| self.value(one, facts.held(ticket.id, one.id)?)),
        };
        let place = place.map_or(i64::MAX, |at| if self.order.ascending { at } else { -at });
        (place, if self.order.ascending { ticket.id.0 } else { -ticket.id.0 })
    }

    fn value(&self, property: &Property, held: &str) -> Option<i64> {
        match property.kind {
            PropertyKind::Number => held.parse::<f64>().ok().map(|number| {
                // The bits of a float are in the order of its worth, those below nothing turned round.
                let bits = (number + 0.0).to_bits().cast_signed();
                if bits < 0 { bits ^ i64::MAX } else { bits }
            }),
            PropertyKind::Date => held.replace('-', "").parse().ok(),
            PropertyKind::Choice => {
                let id: i64 = held.parse().ok()?;
                self.choices.iter().position(|choice| *choice == id).map(|at| at as i64)
            }
            PropertyKind::Text | PropertyKind::YesNo => None,
        }
    }
}
