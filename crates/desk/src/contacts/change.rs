//! Changing a contact.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use utoipa::ToSchema;
use wissel_model::{AppliesTo, ContactId, Error, Permission, Result, UserId, Who};
use wissel_store::contacts::Contact;
use wissel_store::{contacts, line};

use super::{AddressGiven, addresses, checks, sentence};
use crate::Desk;
use crate::people::given;
use crate::properties;
use crate::view::{ContactView, PropertyGiven};

/// What is to change of a contact; what is left out stays, and `null` removes.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ContactChange {
    /// What they call themselves.
    pub name: Option<String>,
    /// Where they work.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub company: Option<Option<String>>,
    /// The user who looks after them.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<UserId>)]
    pub owner: Option<Option<UserId>>,
    /// Every way to reach them, the first one first: what is missing here is taken away, what is new is added.
    pub addresses: Option<Vec<AddressGiven>>,
    /// Properties by their id; `null` empties one, and what is not named stays.
    pub properties: BTreeMap<String, PropertyGiven>,
}

impl Desk {
    /// Changes a contact.
    ///
    /// # Errors
    /// Every wrong field; [`Error::Changed`] when `if_match` is not its version; [`Error::NotFound`].
    pub async fn change_contact(
        &self,
        who: &Who,
        id: ContactId,
        change: ContactChange,
        if_match: Option<i64>,
    ) -> Result<ContactView> {
        who.need(Permission::ContactsManage)?;
        let name = change.name.as_deref().map(checks::name).transpose()?;
        let company =
            change.company.as_ref().map(|given| checks::company(given.as_deref())).transpose()?;
        let wanted = change.addresses.as_deref().map(addresses::spelled).transpose()?;
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let before = contacts::lock(tx, id)?.filter(|contact| !contact.gone);
                let before = before.ok_or(Error::NotFound("contact"))?;
                unchanged(&before, if_match)?;
                let mut after = before.clone();
                let mut told = Map::new();
                if let Some(name) = name.as_ref().filter(|name| **name != before.name) {
                    told.insert("name".into(), json!({ "from": before.name, "to": name }));
                    after.name.clone_from(name);
                }
                if let Some(company) = company.as_ref().filter(|new| **new != before.company) {
                    told.insert("company".into(), json!({ "from": before.company, "to": company }));
                    after.company.clone_from(company);
                }
                if let Some(owner) = change.owner {
                    after.owner = checks::owner(tx, owner)?;
                    if after.owner != before.owner {
                        let data = json!({ "from": before.owner, "to": after.owner });
                        told.insert("owner".into(), data);
                        line::contact_owner_changed(tx, id, after.owner)?;
                    }
                }
                if let Some(wanted) = &wanted
                    && let Some(data) = addresses::set(tx, id, wanted, now)?
                {
                    told.insert("addresses".into(), data);
                }
                let given = properties::checked(tx, AppliesTo::Contact, &change.properties)?;
                if !given.is_empty() {
                    let new = properties::store(tx, AppliesTo::Contact, id.0, &given)?;
                    if !new.is_empty() {
                        told.insert("properties".into(), new.into());
                    }
                }
                if !told.is_empty() {
                    contacts::update(tx, &after, now)?;
                    let data = json!({ "contact": id, "changes": told });
                    sentence::tell(tx, &who, &[id], data, now)?;
                }
                super::list::one(tx, &who, id)
            })
            .await
    }
}

/// Refuses a change that was made up against another version.
pub(super) fn unchanged(contact: &Contact, if_match: Option<i64>) -> Result<()> {
    match if_match {
        Some(version) if version != contact.version => {
            Err(Error::Changed { what: "contact", version: contact.version })
        }
        _ => Ok(()),
    }
}
