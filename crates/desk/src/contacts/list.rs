//! Contacts as the pages see them.

use std::collections::HashMap;

use wissel_model::{ContactId, Error, Permission, Result, Who};
use wissel_store::contacts::{self, Contact};
use wissel_store::{Tx, tickets, users};

use crate::Desk;
use crate::tickets::visible;
use crate::view::{AddressView, ContactView, Named, Page, Part, TicketLine};

const TICKETS: i64 = 20;

impl Desk {
    /// Contacts by id, those that contain `query` in name, company or an address.
    pub async fn contacts(&self, who: &Who, query: &str, part: Part) -> Result<Page<ContactView>> {
        who.need(Permission::ContactsManage)?;
        let (query, size) = (query.trim().to_lowercase(), part.size()?);
        let after = part.after::<1>()?.map_or(ContactId(0), |[id]| ContactId(id));
        self.db()
            .read(move |tx| {
                let mut found = contacts::page(tx, after, &query, size + 1)?;
                let more = found.len() as i64 > size;
                found.truncate(usize::try_from(size).unwrap_or(0));
                let next = found.last().filter(|_| more).map(|last| last.id.to_string());
                Ok(Page { items: views(tx, found)?, next })
            })
            .await
    }

    /// One contact with the latest tickets that `who` may see. Without the right to look contacts up, only those whose
    /// ticket they may see.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn contact(&self, who: &Who, id: ContactId) -> Result<ContactView> {
        who.need(Permission::TicketsWork)?;
        let who = who.clone();
        self.db()
            .read(move |tx| {
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
    let found = contacts::get(tx, id)?.ok_or(Error::NotFound("contact"))?;
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

fn views(tx: &mut Tx<'_>, found: Vec<Contact>) -> Result<Vec<ContactView>> {
    let ids: Vec<i64> = found.iter().map(|contact| contact.id.0).collect();
    let owners: Vec<i64> = found.iter().filter_map(|contact| Some(contact.owner?.0)).collect();
    let names: HashMap<_, _> = users::names(tx, &owners)?.into_iter().collect();
    let mut addresses: HashMap<ContactId, Vec<AddressView>> = HashMap::new();
    for (contact, kind, value, verified) in contacts::addresses_of(tx, &ids)? {
        addresses.entry(contact).or_default().push(AddressView { kind, value, verified });
    }
    Ok(found
        .into_iter()
        .map(|contact| ContactView {
            owner: contact
                .owner
                .and_then(|id| Some(Named { id: id.0, name: names.get(&id)?.clone() })),
            addresses: addresses.remove(&contact.id).unwrap_or_default(),
            id: contact.id,
            name: contact.name,
            company: contact.company,
            created_at: contact.created_at,
            tickets: None,
        })
        .collect())
}
