//! What somebody filled in, judged by what the property's values are.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;
use wissel_channels::mail::address;
use wissel_model::{AppliesTo, Error, FieldError, PropertyId, PropertyKind, Result};
use wissel_store::Tx;
use wissel_store::properties::{self, Property};

use super::list::choices;
use crate::view::PropertyGiven;

/// Characters that a text may have.
const MOST: usize = 500;
/// Up to here a number of the pages' is exact.
const LARGEST: f64 = 1e15;

/// A value that may be stored, and what it is a value of.
pub(crate) type Checked = (Property, Option<String>);

/// Judges what was given for a ticket or a contact.
///
/// # Errors
/// Every wrong field at once, as `properties.ID`.
pub(crate) fn checked(
    tx: &mut Tx<'_>,
    of: AppliesTo,
    given: &BTreeMap<String, PropertyGiven>,
) -> Result<Vec<Checked>> {
    if given.is_empty() {
        return Ok(Vec::new());
    }
    let known = properties::of(tx, of)?;
    let (mut all, mut wrong) = (Vec::new(), Vec::new());
    for (key, value) in given {
        let field = || format!("properties.{key}");
        let id = key.parse().ok().map(PropertyId).filter(|id| id.0.to_string() == *key);
        let Some(property) = known.iter().find(|one| one.active && Some(one.id) == id) else {
            wrong.push(FieldError::new(field(), "property.unknown"));
            continue;
        };
        match one(property, &value.0)? {
            Ok(None) if property.required && of == AppliesTo::Contact => {
                wrong.push(needed(property));
            }
            Ok(value) => all.push((property.clone(), value)),
            Err(code) => wrong.push(FieldError::new(field(), code).with("most", MOST)),
        }
    }
    if wrong.is_empty() { Ok(all) } else { Err(Error::Invalid(wrong)) }
}

/// What is said of a property that has to be filled in and is not.
pub(super) fn needed(property: &Property) -> FieldError {
    let code = match property.applies_to {
        AppliesTo::Ticket => "property.needed_ticket",
        AppliesTo::Contact => "property.needed_contact",
    };
    FieldError::new(format!("properties.{}", property.id), code).with("name", &property.name)
}

/// One value as it is stored, or why it cannot be.
fn one(property: &Property, value: &Value) -> Result<Result<Option<String>, &'static str>> {
    let text = value.as_str().map(address::one_line);
    if value.is_null() || text.as_deref() == Some("") {
        return Ok(Ok(None));
    }
    let stored = match property.kind {
        PropertyKind::Text => text
            .filter(|text| text.chars().count() <= MOST && !text.contains('\0'))
            .ok_or("property.not_text"),
        PropertyKind::Number => number(value).ok_or("property.not_number"),
        PropertyKind::Date => text.and_then(|text| date(&text)).ok_or("property.not_date"),
        PropertyKind::YesNo => match value {
            Value::Bool(true) => Ok("yes".into()),
            Value::Bool(false) => Ok("no".into()),
            _ => Err("property.not_yes_no"),
        },
        PropertyKind::Choice => {
            let choices = choices(property)?;
            let chosen = choices.iter().find(|one| one.active && Some(one.id) == value.as_i64());
            chosen.map(|one| one.id.to_string()).ok_or("property.not_choice")
        }
    };
    Ok(stored.map(Some))
}

/// A number in digits, whichever way it was written.
fn number(value: &Value) -> Option<String> {
    let float = value.as_f64().filter(|float| float.abs() <= LARGEST)?;
    match value.as_i64() {
        Some(whole) => Some(whole.to_string()),
        // Minus nothing is nothing.
        None => Some((float + 0.0).to_string()),
    }
}

/// A day of the calendar as 2026-03-31, and in no other way.
fn date(text: &str) -> Option<String> {
    let date: Date = text.parse().ok()?;
    (text.len() == 10 && date.year() > 0).then(|| date.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_number_is_stored_the_same_however_it_is_written() {
        assert_eq!(number(&json!(12)).as_deref(), Some("12"));
        assert_eq!(number(&json!(12.0)).as_deref(), Some("12"));
        assert_eq!(number(&json!(-0.0)).as_deref(), Some("0"));
        assert_eq!(number(&json!(1.25)).as_deref(), Some("1.25"));
        assert_eq!(number(&json!(1e16)), None);
        assert_eq!(number(&json!("12")), None);
    }

    #[test]
    fn a_date_is_a_day_that_there_is() {
        assert_eq!(date("2028-02-29").as_deref(), Some("2028-02-29"));
        for wrong in ["2026-02-29", "2026-3-1", "20260301", "2026-03-01T09:00:00Z", "x"] {
            assert_eq!(date(wrong), None, "{wrong}");
        }
    }
}
