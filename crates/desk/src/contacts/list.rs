//! Contacts as the pages see them.

use std::collections::HashMap;

use wissel_model::{AppliesTo, ContactId, Error, Permission, Result, Who};
use wissel_store::contacts::list::Filter;
use wissel_store::contacts::{Contact, merge};
use wissel_store::{Tx, contacts, tickets, users};

use crate::Desk;
use crate::properties;
use crate::search::{self, Known};
use crate::tickets::visible;
use crate::view::{ContactView, Named, Page, Part, TicketLine};

const TICKETS: i64 = 20;

impl Desk {
    /// Contacts of this owner and company whose name, company and addresses hold all words of `query`, of the last one at
    /// least its beginning; of a single word in the order of the words that begin with it, of several by id, and without
    /// any the newest first.
    ///
    /// # Errors
    /// Field `limit` or `cursor`.
    pub async fn contacts(
        &self,
        who: &Who,
        query: &str,
        filter: Filter,
        part: Part,
    ) -> Result<Page<ContactView>> {
        who.need(Permission::ContactsManage)?;
        let (query, size) = (query.to_owned(), part.size()?);
        self.db()
            .read(move |tx| {
                let (found, next) = search::contacts(tx, &query, &filter, &part, size)?;
                Ok(Page { items: views(tx, found)?, next })
            })
            .await
    }

    /// One contact with the latest tickets that `who` may see; of one who went into another, that other. Without the right to look contacts up, only those whose
    /// ticket they may see.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn contact(&self, who: &Who, id: ContactId) -> Result<ContactView> {
        who.need(Permission::TicketsWork)?;
        let who = who.clone();
        self.db()
            .read(move |tx| {
                let id = merge::now(tx, id)?.ok_or(Error::NotFound("contact"))?;
                let view = one(tx, &who, id)?;
                let known = view.tickets.as_ref().is_some_and(|tickets| !tickets.is_empty());
                if who.may(Permission::ContactsManage) || known {
                    Ok(view)
                } else {
                    Err(Error::NotFound("contact"))
                }
            })
            .await
    }
}

/// One contact with their latest tickets.
pub(super) fn one(tx: &mut Tx<'_>, who: &Who, id: ContactId) -> Result<ContactView> {
    let found = search::known(tx, &[id.0])?.remove(&id).ok_or(Error::NotFound("contact"))?;
    let mut view = views(tx, vec![found])?.pop().ok_or(Error::NotFound("contact"))?;
    let lines = tickets::of_contact(tx, id, TICKETS)?;
    let lines = lines.into_iter().filter(|ticket| visible(who, ticket)).map(|ticket| TicketLine {
        number: ticket.id,
        subject: ticket.subject,
        status: ticket.status,
        updated_at: ticket.updated_at,
    });
    view.tickets = Some(lines.collect());
    Ok(view)
}

fn views(tx: &mut Tx<'_>, found: Vec<Known>) -> Result<Vec<ContactView>> {
    let owners = found.iter().filter_map(|known| Some(known.contact.owner?.0));
    let owners: Vec<i64> = owners.collect();
    let ids: Vec<i64> = found.iter().map(|known| known.contact.id.0).collect();
    let mut held = properties::held(tx, AppliesTo::Contact, &ids)?;
    let names: HashMap<_, _> = users::names(tx, &owners)?.into_iter().collect();
    Ok(found
        .into_iter()
        .map(|Known { contact, addresses }| ContactView {
            owner: contact
                .owner
                .and_then(|id| Some(Named { id: id.0, name: names.get(&id)?.clone() })),
            addresses,
            properties: held.remove(&contact.id.0).unwrap_or_default(),
            id: contact.id,
            version: contact.version,
            name: contact.name,
            company: contact.company,
            created_at: contact.created_at,
            tickets: None,
        })
        .collect())
}

/// What to call a contact: their name, or else how they are reached.
pub(crate) fn called(tx: &mut Tx<'_>, contact: &Contact) -> Result<String> {
    if !contact.name.is_empty() {
        return Ok(contact.name.clone());
    }
    let first = contacts::addresses(tx, contact.id)?.into_iter().next();
    Ok(first.map(|address| address.value).unwrap_or_default())
}
