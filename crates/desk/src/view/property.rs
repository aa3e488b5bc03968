//! Properties as shown, and their values.

use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};
use wissel_model::{AppliesTo, PropertyId, PropertyKind};

/// What a desk wants to know of its tickets or contacts.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PropertyView {
    /// Its id.
    pub id: PropertyId,
    /// What it says something of.
    pub applies_to: AppliesTo,
    /// What people call it.
    pub name: String,
    /// What its values are.
    pub kind: PropertyKind,
    /// A ticket is not closed by hand, and a contact not made by hand, before it is filled in.
    pub required: bool,
    /// False: retired. It is offered nowhere; what was filled in is kept.
    pub active: bool,
    /// What can be chosen, in order; retired ones last.
    pub choices: Vec<PropertyChoice>,
    /// Rises with every change; a change may name it in `If-Match`.
    pub version: i64,
}

/// One of the things that can be chosen. Values name it by its id, so it can be renamed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PropertyChoice {
    /// Its id within the property.
    pub id: i64,
    /// What people call it.
    pub name: String,
    /// False: retired, and chosen no more.
    pub active: bool,
}

/// What a property holds: text or a date as text, a number, a choice by its id, yes or no.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum PropertyValue {
    /// Yes or no.
    YesNo(bool),
    /// A number, or a choice's id.
    Number(serde_json::Number),
    /// A text, or a date such as `2026-03-31`.
    Text(String),
}

/// What is to be filled in: as [`PropertyValue`], or nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PropertyGiven(pub serde_json::Value);

/// What may stand in a value. The derives would describe a number as an object.
fn one_of(kinds: &[Type], told: &str) -> RefOr<Schema> {
    let one = |kind: &Type| ObjectBuilder::new().schema_type(kind.clone()).build();
    let all = kinds.iter().fold(OneOfBuilder::new(), |all, kind| all.item(one(kind)));
    all.description(Some(told)).into()
}

const VALUE: [Type; 4] = [Type::Boolean, Type::Number, Type::String, Type::Null];

impl PartialSchema for PropertyValue {
    fn schema() -> RefOr<Schema> {
        let told = "Text or a date as text, a number, a choice by its id, yes or no.";
        one_of(&VALUE[..3], told)
    }
}

impl PartialSchema for PropertyGiven {
    fn schema() -> RefOr<Schema> {
        let told =
            "Text or a date as text, a number, a choice by its id, yes or no; `null` empties it.";
        one_of(&VALUE, told)
    }
}

impl ToSchema for PropertyValue {}
impl ToSchema for PropertyGiven {}

/// A property that is filled in.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PropertyHeld {
    /// Which one.
    pub property: PropertyId,
    /// What it holds.
    pub value: PropertyValue,
}
