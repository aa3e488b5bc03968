//! The ways to reach a contact, set as one list.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use wissel_model::{AddressKind, ContactId, Error, FieldError, Result};
use wissel_store::{Tx, contacts};

use super::checks;

/// The most addresses of a contact.
const MOST: usize = 50;

/// An address as somebody writes it down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddressGiven {
    /// What it is. E-mail addresses and phone numbers can be added; the others can stay, or be taken away.
    pub kind: AddressKind,
    /// The address.
    pub value: String,
}

/// The one spelling of each, no one twice.
pub(super) fn spelled(given: &[AddressGiven]) -> Result<Vec<(AddressKind, String)>> {
    if given.len() > MOST {
        let wrong = FieldError::new("addresses", "invalid.too_many").with("most", MOST);
        return Err(Error::Invalid(vec![wrong]));
    }
    let (mut all, mut wrong) = (Vec::new(), Vec::new());
    for (n, one) in given.iter().enumerate() {
        // Those that nobody writes down are taken as they are, and have to be there.
        let plain = || match one.kind {
            AddressKind::Whatsapp | AddressKind::Visitor => Some(one.value.clone()),
            AddressKind::Email | AddressKind::Phone => None,
        };
        match checks::spelled(one.kind, &one.value).or_else(plain) {
            Some(value) if !all.contains(&(one.kind, value.clone())) => all.push((one.kind, value)),
            Some(_) => {}
            None => {
                let code = match one.kind {
                    AddressKind::Phone => "invalid.phone",
                    _ => "invalid.email",
                };
                wrong.push(FieldError::new(format!("addresses.{n}.value"), code));
            }
        }
    }
    if wrong.is_empty() { Ok(all) } else { Err(Error::Invalid(wrong)) }
}

/// Makes these the contact's addresses; what was changed, if anything was. What is new counts as verified: a colleague
/// says so.
pub(super) fn set(
    tx: &mut Tx<'_>,
    id: ContactId,
    wanted: &[(AddressKind, String)],
    now: Timestamp,
) -> Result<Option<Value>> {
    let had: Vec<(AddressKind, String)> =
        contacts::addresses(tx, id)?.into_iter().map(|had| (had.kind, had.value)).collect();
    if had == wanted {
        return Ok(None);
    }
    let removed: Vec<_> = had.iter().filter(|one| !wanted.contains(one)).collect();
    let added: Vec<_> = wanted.iter().filter(|one| !had.contains(one)).collect();
    for (kind, value) in &removed {
        contacts::take_address(tx, id, *kind, value)?;
    }
    for (kind, value) in &added {
        let wrong = |code| {
            let place = wanted.iter().position(|one| one.0 == *kind && one.1 == *value);
            Error::field(format!("addresses.{}.value", place.unwrap_or_default()), code)
        };
        if matches!(kind, AddressKind::Whatsapp | AddressKind::Visitor) {
            return Err(wrong("invalid.address_by_hand"));
        }
        contacts::add_address(tx, id, *kind, value, true, now).map_err(|error| {
            let taken = error.is_constraint("contact_address_value");
            if taken { wrong("invalid.contact_address_taken") } else { error }
        })?;
    }
    contacts::order_addresses(tx, id, wanted)?;
    let values = |all: &[&(AddressKind, String)]| -> Vec<String> {
        all.iter().map(|one| one.1.clone()).collect()
    };
    let mut data = json!({ "added": values(&added), "removed": values(&removed) });
    let first = wanted.first().filter(|first| had.first() != Some(*first) && had.contains(*first));
    // Who moves up because the one before was taken away was not put there.
    if let Some((_, value)) = first.filter(|_| had.first().is_some_and(|was| wanted.contains(was)))
    {
        data["first"] = json!(value);
    }
    Ok(Some(data))
}
