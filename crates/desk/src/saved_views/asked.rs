//! What a view of one's own asks of a property.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_model::{Error, FieldError, PropertyId, PropertyKind, Result};
use wissel_store::properties::Property;

use crate::properties::choices;

/// So many values, and properties, of one view.
const MOST: usize = 50;
/// Not filled in.
const NONE: &str = "none";

/// What a property has to hold. What is empty asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PropertyAsked {
    /// One of these: choices by their id, `yes` or `no`; and `none` for one that is not filled in.
    #[schema(max_items = 50)]
    pub any: Vec<String>,
    /// At least this number, or from this day on.
    pub from: Option<String>,
    /// At most this number, or up to this day.
    pub to: Option<String>,
    /// A text with this in it, in capitals or not.
    #[schema(max_length = 500)]
    pub contains: Option<String>,
}

impl PropertyAsked {
    /// Whether what is held, if anything, is what is asked for.
    pub(super) fn fits(&self, held: Option<&str>) -> bool {
        let within = self.from.is_some() || self.to.is_some() || self.contains.is_some();
        let Some(held) = held else { return self.any.iter().any(|word| word == NONE) };
        if self.any.iter().any(|word| word == held) {
            return true;
        }
        within
            && self.from.as_deref().is_none_or(|from| order(from, held).is_le())
            && self.to.as_deref().is_none_or(|to| order(held, to).is_le())
            && self
                .contains
                .as_deref()
                .is_none_or(|part| held.to_lowercase().contains(&part.to_lowercase()))
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The same without what says nothing.
    fn trimmed(self) -> Self {
        let text = |text: Option<String>| {
            text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        Self {
            any: self.any,
            from: text(self.from),
            to: text(self.to),
            contains: text(self.contains),
        }
    }

    /// Why it cannot be asked of this property.
    fn wrong(&self, property: &Property) -> Result<Option<&'static str>> {
        let named: Vec<&str> =
            self.any.iter().map(String::as_str).filter(|word| *word != NONE).collect();
        let ends = || [&self.from, &self.to].into_iter().flatten();
        let ranged = self.from.is_some() || self.to.is_some();
        let long = self.contains.as_ref().is_some_and(|part| part.chars().count() > 500);
        if self.any.len() > MOST || long {
            return Ok(Some("invalid.filter"));
        }
        Ok(match property.kind {
            PropertyKind::Choice => {
                let there = choices(property)?;
                let known = |word: &&str| there.iter().any(|one| one.id.to_string() == **word);
                let fits = !ranged && self.contains.is_none() && named.iter().all(known);
                (!fits).then_some("property.not_choice")
            }
            PropertyKind::YesNo => {
                let known = named.iter().all(|word| ["yes", "no"].contains(word));
                (ranged || self.contains.is_some() || !known).then_some("property.not_yes_no")
            }
            PropertyKind::Number => {
                let known = ends().all(|end| end.parse::<f64>().is_ok_and(f64::is_finite));
                (!named.is_empty() || self.contains.is_some() || !known)
                    .then_some("property.not_number")
            }
            PropertyKind::Date => {
                let known = ends().all(|end| end.len() == 10 && end.parse::<Date>().is_ok());
                (!named.is_empty() || self.contains.is_some() || !known)
                    .then_some("property.not_date")
            }
            PropertyKind::Text => (!named.is_empty() || ranged).then_some("invalid.view_text"),
        })
    }
}

/// Numbers by what they are worth, days and all else by how they are written.
fn order(one: &str, other: &str) -> std::cmp::Ordering {
    match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(one), Ok(other)) => one.total_cmp(&other),
        _ => one.cmp(other),
    }
}

/// What a view asks of properties, as it is kept.
///
/// # Errors
/// Every field `filter.properties.ID` that asks for what there cannot be.
pub(super) fn clean(
    asked: BTreeMap<PropertyId, PropertyAsked>,
    known: &[Property],
) -> Result<BTreeMap<PropertyId, PropertyAsked>> {
    if asked.len() > MOST {
        return Err(Error::field("filter.properties", "invalid.filter"));
    }
    let (mut clean, mut faults) = (BTreeMap::new(), Vec::new());
    for (id, asked) in asked {
        let asked = asked.trimmed();
        let property = known.iter().find(|property| property.id == id && property.active);
        let wrong = match property {
            None => Some("property.unknown"),
            Some(property) => asked.wrong(property)?,
        };
        match wrong {
            Some(code) => faults.push(FieldError::new(format!("filter.properties.{id}"), code)),
            None if asked.is_empty() => {}
            None => drop(clean.insert(id, asked)),
        }
    }
    if faults.is_empty() { Ok(clean) } else { Err(Error::Invalid(faults)) }
}
