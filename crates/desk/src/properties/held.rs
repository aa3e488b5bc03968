//! What tickets and contacts hold.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};
use wissel_model::{AppliesTo, Error, PropertyKind, Result};
use wissel_store::Tx;
use wissel_store::properties::{self, Property};

use super::checked::{Checked, needed};
use super::list::choices;
use crate::view::{PropertyHeld, PropertyValue};

/// What these tickets or contacts hold, each in the properties' order.
pub(crate) fn held(
    tx: &mut Tx<'_>,
    of: AppliesTo,
    ids: &[i64],
) -> Result<HashMap<i64, Vec<PropertyHeld>>> {
    let mut held: HashMap<i64, Vec<PropertyHeld>> = HashMap::new();
    if ids.is_empty() {
        return Ok(held);
    }
    let found = properties::values(tx, of, ids)?;
    if found.is_empty() {
        return Ok(held);
    }
    let kinds: HashMap<_, _> =
        properties::of(tx, of)?.into_iter().map(|property| (property.id, property.kind)).collect();
    for (record, property, text) in found {
        let Some(kind) = kinds.get(&property) else { continue };
        let value = value(*kind, text)?;
        held.entry(record).or_default().push(PropertyHeld { property, value });
    }
    Ok(held)
}

/// Stores what was judged. Comes back with what the log is told: what each was and is, as people read it.
pub(crate) fn store(
    tx: &mut Tx<'_>,
    of: AppliesTo,
    record: i64,
    given: &[Checked],
) -> Result<Vec<Value>> {
    let before: HashMap<_, _> = properties::values(tx, of, &[record])?
        .into_iter()
        .map(|(_, property, value)| (property, value))
        .collect();
    let new = given.iter().filter(|(property, value)| before.get(&property.id) != value.as_ref());
    let new: Vec<_> = new.cloned().collect();
    let rows: Vec<_> = new.iter().map(|(property, value)| (property.id, value.clone())).collect();
    properties::set(tx, of, record, &rows)?;
    let told = new.iter().map(|(property, value)| {
        let from = shown(property, before.get(&property.id))?;
        let to = shown(property, value.as_ref())?;
        let (id, name, kind) = (property.id, &property.name, property.kind);
        Ok(json!({ "property": id, "name": name, "kind": kind, "from": from, "to": to }))
    });
    told.collect()
}

/// Refuses a ticket or contact that lacks what has to be filled in.
///
/// # Errors
/// A field `properties.ID` for each that is missing.
pub(crate) fn complete(tx: &mut Tx<'_>, of: AppliesTo, record: i64) -> Result<()> {
    incomplete(tx, of, &[record])?.remove(&record).map_or(Ok(()), Err)
}

/// Those of these tickets or contacts that lack what has to be filled in, each with what [`complete`] says of it.
pub(crate) fn incomplete(
    tx: &mut Tx<'_>,
    of: AppliesTo,
    records: &[i64],
) -> Result<HashMap<i64, Error>> {
    let mut required = properties::of(tx, of)?;
    required.retain(|one| one.required && one.active);
    if required.is_empty() || records.is_empty() {
        return Ok(HashMap::new());
    }
    let there = properties::values(tx, of, records)?;
    let there: HashSet<_> = there.into_iter().map(|(record, id, _)| (record, id)).collect();
    let lacks = |record: &i64| {
        let missing = required.iter().filter(|one| !there.contains(&(*record, one.id)));
        let missing: Vec<_> = missing.map(needed).collect();
        (!missing.is_empty()).then_some((*record, Error::Invalid(missing)))
    };
    Ok(records.iter().filter_map(lacks).collect())
}

fn value(kind: PropertyKind, text: String) -> Result<PropertyValue> {
    Ok(match kind {
        PropertyKind::Text | PropertyKind::Date => PropertyValue::Text(text),
        PropertyKind::YesNo => PropertyValue::YesNo(text == "yes"),
        PropertyKind::Number | PropertyKind::Choice => {
            PropertyValue::Number(text.parse().map_err(Error::internal)?)
        }
    })
}

/// A stored value for the log: a choice by its name of today, everything else as it is stored.
fn shown(property: &Property, value: Option<&String>) -> Result<Option<String>> {
    let Some(value) = value else { return Ok(None) };
    if property.kind != PropertyKind::Choice {
        return Ok(Some(value.clone()));
    }
    let named = choices(property)?.into_iter().find(|choice| choice.id.to_string() == *value);
    Ok(Some(named.map_or_else(|| value.clone(), |choice| choice.name)))
}
