//! Tickets as the pages see them. A list costs the same few statements however long it is.

use std::collections::HashMap;

use wissel_model::{AddressKind, Error, Owner, Permission, Result, TicketId, Who};
use wissel_store::tickets::{self, Ticket};
use wissel_store::{Tx, channels, contacts, line, tags, teams, users};

use crate::view::{
    ChannelName, ContactName, Named, Nobody, OwnerName, TicketRow, TicketView, WaitingView,
};
use crate::words;

/// The first words of a text: what a list shows of it.
pub(crate) fn preview(text: &str) -> String {
    let fresh = wissel_channels::mail::quote::fold(text).fresh;
    let words = fresh.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(160).collect()
}

/// Rows for `found`, in its order.
pub(crate) fn rows(tx: &mut Tx<'_>, who: &Who, found: Vec<Ticket>) -> Result<Vec<TicketRow>> {
    let ids: Vec<i64> = found.iter().map(|ticket| ticket.id.0).collect();
    let in_vain = found.iter().filter(|ticket| ticket.nobody_since.is_some());
    let in_vain: Vec<i64> = in_vain.map(|ticket| ticket.id.0).collect();
    let mut reasons = crate::router::shortly(tx, who, &in_vain)?;
    let people = unique(found.iter().map(|ticket| ticket.contact.0));
    let contacts: HashMap<_, _> =
        contacts::many(tx, &people)?.into_iter().map(|found| (found.id, found)).collect();
    let mut emails = HashMap::new();
    for (contact, kind, value, _) in contacts::addresses_of(tx, &people)? {
        if kind == AddressKind::Email {
            emails.entry(contact).or_insert(value);
        }
    }
    let owners = owner_names(tx, found.iter().filter_map(|ticket| ticket.owner))?;
    let names: HashMap<_, _> =
        channels::all(tx)?.into_iter().map(|channel| (channel.id, channel.name)).collect();
    let mut tagged: HashMap<TicketId, Vec<String>> = HashMap::new();
    for (ticket, tag) in tags::of_many(tx, &ids)? {
        tagged.entry(ticket).or_default().push(tag);
    }
    Ok(found
        .into_iter()
        .map(|ticket| {
            let contact = contacts.get(&ticket.contact);
            let email = emails.get(&ticket.contact).cloned();
            let name = contact.map(|contact| contact.name.clone()).filter(|name| !name.is_empty());
            TicketRow {
                number: ticket.id,
                version: ticket.version,
                subject: ticket.subject,
                status: ticket.status,
                priority: ticket.priority,
                channel: ChannelName {
                    id: ticket.channel,
                    kind: ticket.kind,
                    name: names.get(&ticket.channel).cloned().unwrap_or_default(),
                },
                contact: ContactName {
                    id: ticket.contact,
                    name: name.or_else(|| email.clone()).unwrap_or_default(),
                    email,
                    company: contact.and_then(|contact| contact.company.clone()),
                },
                owner: ticket.owner.and_then(|owner| owners.get(&owner).cloned()),
                team: ticket.team,
                preview: ticket.preview,
                nobody: ticket.nobody_since.map(|since| Nobody {
                    since,
                    sentence: reasons
                        .remove(&ticket.id)
                        .unwrap_or_else(|| words::tr(who.language, "nobody-available", &[])),
                }),
                created_at: ticket.created_at,
                updated_at: ticket.updated_at,
                tags: tagged.remove(&ticket.id).unwrap_or_default(),
            }
        })
        .collect())
}

/// One ticket for `who`.
pub(super) fn view(tx: &mut Tx<'_>, who: &Who, ticket: Ticket) -> Result<TicketView> {
    let (id, closed_at, follows, contact) =
        (ticket.id, ticket.closed_at, ticket.follows, ticket.contact);
    let waiting = line::get(tx, id)?;
    let waiting = match waiting {
        Some(row) if row.decided => {
            Some(WaitingView { place: line::place(tx, id)?, since: row.arrived_at })
        }
        _ => None,
    };
    let owner = contacts::get(tx, contact)?.and_then(|contact| contact.owner);
    let contact_owner = match owner {
        Some(owner) => users::get(tx, owner)?.map(|user| Named { id: user.id.0, name: user.name }),
        None => None,
    };
    let row = rows(tx, who, vec![ticket])?.pop();
    let row = row.ok_or_else(|| Error::internal("a row per ticket"))?;
    let may = who.may(Permission::TicketsWork);
    let allowed = if may { vec!["reply", "comment", "assign", "change"] } else { Vec::new() };
    Ok(TicketView { row, closed_at, follows, contact_owner, waiting, allowed })
}

/// One ticket that `who` just made or changed, even if they may not see it from now on.
pub(super) fn made(tx: &mut Tx<'_>, who: &Who, id: TicketId) -> Result<TicketView> {
    let ticket = tickets::get(tx, id)?.ok_or(Error::NotFound("ticket"))?;
    view(tx, who, ticket)
}

/// Names of owners, by owner.
pub(crate) fn owner_names(
    tx: &mut Tx<'_>,
    owners: impl Iterator<Item = Owner> + Clone,
) -> Result<HashMap<Owner, OwnerName>> {
    let of_users = unique(owners.clone().filter_map(|owner| owner.user().map(|id| id.0)));
    let of_teams = unique(owners.filter_map(|owner| owner.team().map(|id| id.0)));
    let mut names = HashMap::new();
    for (id, name) in users::names(tx, &of_users)? {
        names.insert(Owner::User(id), OwnerName { kind: "user", id: id.0, name });
    }
    for (id, name) in teams::names(tx, &of_teams)? {
        names.insert(Owner::Team(id), OwnerName { kind: "team", id: id.0, name });
    }
    Ok(names)
}

fn unique(ids: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut ids: Vec<i64> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
