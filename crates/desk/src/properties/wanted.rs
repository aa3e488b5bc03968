//! Making a property.

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_channels::mail::address;
use wissel_model::{
    Actor, AppliesTo, Error, EventKind, FieldError, Permission, PropertyId, PropertyKind, Result,
    Who,
};
use wissel_store::properties::{self, Property};
use wissel_store::{Tx, events};

use super::list::view;
use crate::Desk;
use crate::view::{PropertyChoice, PropertyView};

/// As many active ones there may be of tickets, and as many of contacts.
const MOST: usize = 100;
/// As many choices one may have, retired ones too.
const CHOICES: usize = 200;

/// A property to be made.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PropertyDraft {
    /// What it says something of.
    pub applies_to: AppliesTo,
    /// What people call it: 1 to 100 characters.
    pub name: String,
    /// What its values are; never changed afterwards.
    pub kind: PropertyKind,
    /// Whether it has to be filled in.
    #[serde(default)]
    pub required: bool,
    /// The names of what can be chosen, in order; of kind `choice` only, and then at least one.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub choices: Vec<String>,
}

/// A name on one line.
pub(super) fn checked_name(given: &str, field: String) -> Result<String, FieldError> {
    let name = address::one_line(given);
    if name.is_empty() || name.chars().count() > 100 || name.contains('\0') {
        return Err(FieldError::new(field, "invalid.name"));
    }
    Ok(name)
}

/// What is wrong with these choices.
pub(super) fn choices_wrong(kind: PropertyKind, choices: &[PropertyChoice]) -> Vec<FieldError> {
    if kind != PropertyKind::Choice {
        let none = choices.is_empty();
        return if none { vec![] } else { vec![FieldError::new("choices", "property.no_choices")] };
    }
    if !choices.iter().any(|choice| choice.active) {
        return vec![FieldError::new("choices", "property.needs_choices")];
    }
    if choices.len() > CHOICES {
        return vec![FieldError::new("choices", "invalid.too_many").with("most", CHOICES)];
    }
    let twice = |n: usize, choice: &PropertyChoice| {
        let same = |other: &PropertyChoice| other.name.to_lowercase() == choice.name.to_lowercase();
        choice.active && choices.iter().take(n).any(|other| other.active && same(other))
    };
    let wrong = choices.iter().enumerate().filter(|(n, choice)| twice(*n, choice));
    wrong.map(|(n, _)| FieldError::new(format!("choices.{n}"), "property.choice_twice")).collect()
}

/// A refusal of the database in words.
pub(super) fn in_words(error: Error) -> Error {
    if error.is_constraint("property_name") {
        return Error::field("name", "property.name_taken");
    }
    error
}

/// Refuses one active property more than there may be.
pub(super) fn room(tx: &mut Tx<'_>, applies_to: AppliesTo) -> Result<()> {
    let active = properties::of(tx, applies_to)?.iter().filter(|one| one.active).count();
    if active < MOST {
        return Ok(());
    }
    Err(Error::Invalid(vec![FieldError::new("active", "invalid.too_many").with("most", MOST)]))
}

impl Desk {
    /// Makes a property, behind the others.
    ///
    /// # Errors
    /// Every wrong field.
    pub async fn create_property(&self, who: &Who, draft: PropertyDraft) -> Result<PropertyView> {
        who.need(Permission::SettingsManage)?;
        let (now, actor) = (self.now(), Actor::User(who.user));
        let new = new(draft)?;
        self.db()
            .write(move |tx| {
                room(tx, new.applies_to)?;
                let id = properties::insert(tx, &new, now).map_err(in_words)?;
                let data = json!({ "property": id, "made": true });
                events::append(tx, actor, EventKind::PropertyChanged, None, data, now)?;
                view(Property { id, ..new.clone() })
            })
            .await
    }
}

fn new(draft: PropertyDraft) -> Result<Property> {
    let mut wrong = Vec::new();
    let mut named = |given: &str, field: String| {
        checked_name(given, field).unwrap_or_else(|fault| {
            wrong.push(fault);
            String::new()
        })
    };
    let name = named(&draft.name, "name".into());
    let choices: Vec<PropertyChoice> = (1i64..)
        .zip(draft.choices.iter().enumerate())
        .map(|(id, (n, given))| PropertyChoice {
            id,
            name: named(given, format!("choices.{n}")),
            active: true,
        })
        .collect();
    if wrong.is_empty() {
        wrong = choices_wrong(draft.kind, &choices);
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    Ok(Property {
        id: PropertyId(0),
        applies_to: draft.applies_to,
        name,
        kind: draft.kind,
        required: draft.required,
        active: true,
        choices: serde_json::to_string(&choices).map_err(Error::internal)?,
        version: 1,
    })
}
