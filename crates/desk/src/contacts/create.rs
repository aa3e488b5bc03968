//! Making a contact by hand.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_channels::mail::address;
use wissel_model::{AddressKind, AppliesTo, Error, Permission, Result, UserId, Who};
use wissel_store::contacts;

use super::{checks, sentence};
use crate::Desk;
use crate::properties;
use crate::view::{ContactView, PropertyGiven};

/// A contact to be made.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactDraft {
    /// What they call themselves.
    pub name: String,
    /// An e-mail address that reaches them.
    #[serde(default)]
    pub email: Option<String>,
    /// Where they work.
    #[serde(default)]
    pub company: Option<String>,
    /// The user who looks after them.
    #[serde(default)]
    pub owner: Option<UserId>,
    /// Properties by their id.
    #[serde(default)]
    pub properties: BTreeMap<String, PropertyGiven>,
}

impl Desk {
    /// Makes a contact. An address given by a colleague counts as verified.
    ///
    /// # Errors
    /// Every wrong field; field `email` when it reaches somebody already.
    pub async fn create_contact(&self, who: &Who, draft: ContactDraft) -> Result<ContactView> {
        who.need(Permission::ContactsManage)?;
        let (name, company) =
            (checks::name(&draft.name)?, checks::company(draft.company.as_deref())?);
        let wrong = || Error::field("email", "invalid.email");
        let email = draft
            .email
            .as_deref()
            .map(|email| address::normalise(email).ok_or_else(wrong))
            .transpose()?;
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let id = contacts::insert(tx, &name, company.as_deref(), now)?;
                if let Some(email) = &email {
                    contacts::add_address(tx, id, AddressKind::Email, email, true, now).map_err(
                        |error| {
                            let taken = error.is_constraint("contact_address_value");
                            if taken { Error::field("email", "invalid.email_taken") } else { error }
                        },
                    )?;
                }
                if let Some(owner) = checks::owner(tx, draft.owner)? {
                    let mut contact = contacts::get(tx, id)?.ok_or(Error::NotFound("contact"))?;
                    contact.owner = Some(owner);
                    contacts::update(tx, &contact, now)?;
                }
                let given = properties::checked(tx, AppliesTo::Contact, &draft.properties)?;
                properties::store(tx, AppliesTo::Contact, id.0, &given)?;
                properties::complete(tx, AppliesTo::Contact, id.0)?;
                let data = json!({ "contact": id, "made": true });
                sentence::tell(tx, &who, &[id], data, now)?;
                super::list::one(tx, &who, id)
            })
            .await
    }
}
