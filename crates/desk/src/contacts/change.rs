//! Making and changing contacts.

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_channels::mail::address;
use wissel_model::{
    Actor, AddressKind, ContactId, Error, EventKind, Permission, Result, UserId, Who,
};
use wissel_store::{Tx, contacts, events, line, users};

use crate::Desk;
use crate::people::given;
use crate::view::ContactView;

/// A contact to be made.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
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
}

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
}

fn checked_name(given: &str) -> Result<String> {
    let name = address::one_line(given);
    if name.is_empty() || name.chars().count() > 200 {
        return Err(Error::field("name", "invalid.name"));
    }
    Ok(name)
}

fn checked_company(given: Option<&str>) -> Result<Option<String>> {
    let company = given.map(address::one_line).filter(|company| !company.is_empty());
    if company.as_ref().is_some_and(|company| company.chars().count() > 200) {
        return Err(Error::field("company", "invalid.company"));
    }
    Ok(company)
}

fn known(tx: &mut Tx<'_>, owner: Option<UserId>) -> Result<Option<UserId>> {
    match owner {
        Some(id) if users::get(tx, id)?.is_none_or(|user| !user.active) => {
            Err(Error::field("owner", "invalid.user"))
        }
        other => Ok(other),
    }
}

impl Desk {
    /// Makes a contact. An address given by a colleague counts as verified.
    ///
    /// # Errors
    /// Every wrong field; field `email` when it reaches somebody already.
    pub async fn create_contact(&self, who: &Who, draft: ContactDraft) -> Result<ContactView> {
        who.need(Permission::ContactsManage)?;
        let (name, company) =
            (checked_name(&draft.name)?, checked_company(draft.company.as_deref())?);
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
                if let Some(owner) = known(tx, draft.owner)? {
                    let mut contact = contacts::get(tx, id)?.ok_or(Error::NotFound("contact"))?;
                    contact.owner = Some(owner);
                    contacts::update(tx, &contact, now)?;
                }
                let data = json!({ "contact": id, "made": true });
                events::append(
                    tx,
                    Actor::User(who.user),
                    EventKind::ContactChanged,
                    None,
                    data,
                    now,
                )?;
                super::list::one(tx, &who, id)
            })
            .await
    }

    /// Changes a contact.
    ///
    /// # Errors
    /// Every wrong field; [`Error::NotFound`].
    pub async fn change_contact(
        &self,
        who: &Who,
        id: ContactId,
        change: ContactChange,
    ) -> Result<ContactView> {
        who.need(Permission::ContactsManage)?;
        let name = change.name.as_deref().map(checked_name).transpose()?;
        let company =
            change.company.as_ref().map(|given| checked_company(given.as_deref())).transpose()?;
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let mut contact = contacts::lock(tx, id)?.ok_or(Error::NotFound("contact"))?;
                contact.name = name.clone().unwrap_or(contact.name);
                contact.company = company.clone().unwrap_or(contact.company);
                if let Some(owner) = change.owner {
                    contact.owner = known(tx, owner)?;
                    line::contact_owner_changed(tx, id, contact.owner)?;
                }
                contacts::update(tx, &contact, now)?;
                let data = json!({ "contact": id });
                events::append(
                    tx,
                    Actor::User(who.user),
                    EventKind::ContactChanged,
                    None,
                    data,
                    now,
                )?;
                super::list::one(tx, &who, id)
            })
            .await
    }
}
