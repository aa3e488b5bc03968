//! Changing, retiring and bringing back a property. Its kind stays what it is: what was filled in must keep its meaning.

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_model::{
    Actor, Error, EventKind, FieldError, Permission, PropertyId, PropertyKind, Result, Who,
};
use wissel_store::events;
use wissel_store::properties::{self, Property};

use super::list::{choices, view};
use super::wanted::{checked_name, choices_wrong, in_words, room};
use crate::Desk;
use crate::view::{PropertyChoice, PropertyView};

/// What is to change of a property; what is left out stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PropertyChange {
    /// What people call it.
    pub name: Option<String>,
    /// Whether it has to be filled in.
    pub required: Option<bool>,
    /// False retires it, true brings it back.
    pub active: Option<bool>,
    /// All its choices in order. One that is not named any more is retired, and stays where it was chosen.
    #[schema(max_items = 200)]
    pub choices: Option<Vec<ChoiceChange>>,
}

/// A choice that stays, perhaps under another name, or (without an id) a new one.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChoiceChange {
    /// Which one it was.
    #[serde(default)]
    pub id: Option<i64>,
    /// What people call it.
    pub name: String,
}

impl Desk {
    /// Changes a property.
    ///
    /// # Errors
    /// Every wrong field; [`Error::Changed`] when `if_match` is not its version; [`Error::NotFound`].
    pub async fn change_property(
        &self,
        who: &Who,
        id: PropertyId,
        change: PropertyChange,
        if_match: Option<i64>,
    ) -> Result<PropertyView> {
        who.need(Permission::SettingsManage)?;
        let (now, actor) = (self.now(), Actor::User(who.user));
        self.db()
            .write(move |tx| {
                let before = properties::lock(tx, id)?.ok_or(Error::NotFound("property"))?;
                if if_match.is_some_and(|version| version != before.version) {
                    return Err(Error::Changed { what: "property", version: before.version });
                }
                if change.active == Some(true) && !before.active {
                    room(tx, before.applies_to)?;
                }
                let mut after = changed(&before, &change)?;
                if after != before {
                    properties::update(tx, &after).map_err(in_words)?;
                    after.version += 1;
                    let data = json!({ "property": id });
                    events::append(tx, actor, EventKind::PropertyChanged, None, data, now)?;
                }
                view(after)
            })
            .await
    }
}

fn changed(before: &Property, change: &PropertyChange) -> Result<Property> {
    let mut after = before.clone();
    let wrong = |fault: FieldError| Error::Invalid(vec![fault]);
    if let Some(name) = &change.name {
        after.name = checked_name(name, "name".into()).map_err(wrong)?;
    }
    after.required = change.required.unwrap_or(after.required);
    after.active = change.active.unwrap_or(after.active);
    if let Some(given) = &change.choices {
        let choices = new_choices(before.kind, choices(before)?, given)?;
        after.choices = serde_json::to_string(&choices).map_err(Error::internal)?;
    }
    Ok(after)
}

/// The given ones in their order, then those that are retired by not being named.
fn new_choices(
    kind: PropertyKind,
    before: Vec<PropertyChoice>,
    given: &[ChoiceChange],
) -> Result<Vec<PropertyChoice>> {
    let mut next = before.iter().map(|choice| choice.id).max().unwrap_or(0);
    let mut after: Vec<PropertyChoice> = Vec::with_capacity(given.len());
    let mut wrong = Vec::new();
    for (n, one) in given.iter().enumerate() {
        let known = |id: &i64| before.iter().any(|choice| choice.id == *id);
        let id = match one.id {
            None => {
                next += 1;
                next
            }
            Some(id) if known(&id) && after.iter().all(|choice| choice.id != id) => id,
            Some(_) => {
                wrong.push(FieldError::new(format!("choices.{n}.id"), "property.choice_unknown"));
                continue;
            }
        };
        match checked_name(&one.name, format!("choices.{n}.name")) {
            Ok(name) => after.push(PropertyChoice { id, name, active: true }),
            Err(fault) => wrong.push(fault),
        }
    }
    let gone = before.into_iter().filter(|old| after.iter().all(|kept| kept.id != old.id));
    let gone: Vec<_> = gone.map(|old| PropertyChoice { active: false, ..old }).collect();
    after.extend(gone);
    if wrong.is_empty() {
        wrong = choices_wrong(kind, &after);
    }
    if wrong.is_empty() { Ok(after) } else { Err(Error::Invalid(wrong)) }
}
