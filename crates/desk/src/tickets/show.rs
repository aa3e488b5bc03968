//! Tickets as the pages see them. A list costs the same few statements however long it is.

use std::collections::HashMap;

use jiff::Timestamp;
use wissel_model::{
    AddressKind, AppliesTo, ChannelId, ContactId, Error, Owner, Permission, Result, TicketId, Who,
};
use wissel_store::channels::Channel;
use wissel_store::contacts::Contact;
use wissel_store::readers::Reader;
use wissel_store::tickets::{self, Ticket};
use wissel_store::{Tx, channels, contacts, line, merges, readers, tags, teams, users};

use crate::properties;
use crate::view::{
    ChannelName, ContactName, Named, Nobody, OwnerName, PropertyHeld, TicketRow, TicketView,
    WaitingView,
};
use crate::words;

/// Characters of a text that a list shows.
const SHOWN: usize = 160;

/// The first words of a text: what a list shows of it.
pub(crate) fn preview(text: &str) -> String {
    let fresh = wissel_channels::mail::quote::fold(text).fresh;
    let mut shown = String::with_capacity(SHOWN * 2);
    for word in fresh.split_whitespace() {
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown.push_str(word);
        if shown.len() >= SHOWN * 4 {
            break;
        }
    }
    shown.chars().take(SHOWN).collect()
}

/// What stands around tickets, by what it belongs to.
#[derive(Default)]
pub(super) struct Around {
    reasons: HashMap<TicketId, String>,
    contacts: HashMap<ContactId, Contact>,
    emails: HashMap<ContactId, String>,
    owners: HashMap<Owner, OwnerName>,
    channels: HashMap<ChannelId, String>,
    tags: HashMap<TicketId, Vec<String>>,
    properties: HashMap<i64, Vec<PropertyHeld>>,
    readers: HashMap<TicketId, Reader>,
}

/// Rows for `found`, in its order.
pub(crate) fn rows(tx: &mut Tx<'_>, who: &Who, found: Vec<Ticket>) -> Result<Vec<TicketRow>> {
    let ids: Vec<i64> = found.iter().map(|ticket| ticket.id.0).collect();
    let in_vain = found.iter().filter(|ticket| ticket.nobody_since.is_some());
    let in_vain: Vec<i64> = in_vain.map(|ticket| ticket.id.0).collect();
    let people = unique(found.iter().map(|ticket| ticket.contact.0));
    let contacts = contacts::many(tx, &people)?;
    let mut tags: HashMap<TicketId, Vec<String>> = HashMap::new();
    for (ticket, tag) in tags::of_many(tx, &ids)? {
        tags.entry(ticket).or_default().push(tag);
    }
    let names = channels::all(tx)?.into_iter().map(|channel| (channel.id, channel.name));
    let around = Around {
        reasons: crate::router::shortly(tx, who, &in_vain)?,
        contacts: contacts.into_iter().map(|contact| (contact.id, contact)).collect(),
        emails: emails(tx, &people)?,
        owners: owner_names(tx, found.iter().filter_map(|ticket| ticket.owner))?,
        channels: names.collect(),
        tags,
        properties: properties::held(tx, AppliesTo::Ticket, &ids)?,
        readers: readers::of_many(tx, who.user, &ids)?.into_iter().collect(),
    };
    Ok(found.into_iter().map(|ticket| row(who, ticket, &around)).collect())
}

fn row(who: &Who, ticket: Ticket, around: &Around) -> TicketRow {
    let contact = around.contacts.get(&ticket.contact);
    let email = around.emails.get(&ticket.contact).cloned();
    let name = contact.map(|contact| contact.name.clone()).filter(|name| !name.is_empty());
    let nobody = |since| Nobody {
        since,
        sentence: around
            .reasons
            .get(&ticket.id)
            .cloned()
            .unwrap_or_else(|| words::tr(who.language, "nobody-available", &[])),
    };
    let reader = around.readers.get(&ticket.id).copied().unwrap_or_default();
    TicketRow {
        snoozed_until: ticket.snoozed_until,
        spam: ticket.spam,
        unread: ticket.heard_at > reader.read_at || unread_again(reader),
        followed: reader.follows,
        number: ticket.id,
        version: ticket.version,
        nobody: ticket.nobody_since.map(nobody),
        subject: ticket.subject,
        status: ticket.status,
        priority: ticket.priority,
        channel: ChannelName {
            id: ticket.channel,
            kind: ticket.kind,
            name: around.channels.get(&ticket.channel).cloned().unwrap_or_default(),
        },
        contact: ContactName {
            id: ticket.contact,
            name: name.or_else(|| email.clone()).unwrap_or_default(),
            email,
            company: contact.and_then(|contact| contact.company.clone()),
        },
        owner: ticket.owner.and_then(|owner| around.owners.get(&owner).cloned()),
        team: ticket.team,
        preview: ticket.preview,
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
        tags: around.tags.get(&ticket.id).cloned().unwrap_or_default(),
        properties: around.properties.get(&ticket.id.0).cloned().unwrap_or_default(),
    }
}

/// Whether they marked it unread themselves, also one of which nobody kept note when the contact last wrote.
fn unread_again(reader: Reader) -> bool {
    reader.read_at == Some(Timestamp::UNIX_EPOCH)
}

/// The first e-mail address of each of these contacts.
fn emails(tx: &mut Tx<'_>, contacts: &[i64]) -> Result<HashMap<ContactId, String>> {
    let mut emails = HashMap::new();
    for (contact, kind, value, _) in contacts::addresses_of(tx, contacts)? {
        if kind == AddressKind::Email {
            emails.entry(contact).or_insert(value);
        }
    }
    Ok(emails)
}

fn owner_of(tx: &mut Tx<'_>, contact: &Contact) -> Result<Option<Named>> {
    let Some(owner) = contact.owner else { return Ok(None) };
    Ok(users::get(tx, owner)?.map(|user| Named { id: user.id.0, name: user.name }))
}

fn allowed(who: &Who) -> Vec<&'static str> {
    let may = who.may(Permission::TicketsWork);
    if may { vec!["reply", "comment", "assign", "change"] } else { Vec::new() }
}

/// One ticket for `who`.
pub(super) fn view(tx: &mut Tx<'_>, who: &Who, ticket: Ticket) -> Result<TicketView> {
    let (id, closed_at, follows, contact) =
        (ticket.id, ticket.closed_at, ticket.follows, ticket.contact);
    let merged_into = merges::get(tx, id)?.map(|merge| merge.into);
    let merged = merges::family(tx, id)?;
    let waiting = line::get(tx, id)?;
    let waiting = match waiting {
        Some(row) if row.decided => {
            Some(WaitingView { place: line::place(tx, id)?, since: row.arrived_at })
        }
        _ => None,
    };
    let contact_owner = match contacts::get(tx, contact)? {
        Some(contact) => owner_of(tx, &contact)?,
        None => None,
    };
    let row = rows(tx, who, vec![ticket])?.pop();
    let row = row.ok_or_else(|| Error::internal("a row per ticket"))?;
    Ok(TicketView {
        row,
        closed_at,
        follows,
        contact_owner,
        waiting,
        // What went on elsewhere is worked on there.
        allowed: if merged_into.is_some() { Vec::new() } else { allowed(who) },
        merged_into,
        merged,
    })
}

/// What stands around tickets of these contacts that are made in this very transaction: only what they bring along.
pub(super) fn around<'c>(
    tx: &mut Tx<'_>,
    people: &[&Contact],
    via: impl Iterator<Item = &'c Channel>,
) -> Result<Around> {
    let ids = unique(people.iter().map(|contact| contact.id.0));
    let owners = people.iter().filter_map(|contact| contact.owner.map(Owner::User));
    Ok(Around {
        emails: emails(tx, &ids)?,
        owners: owner_names(tx, owners)?,
        contacts: people.iter().map(|contact| (contact.id, (*contact).clone())).collect(),
        channels: via.map(|channel| (channel.id, channel.name.clone())).collect(),
        ..Around::default()
    })
}

/// One of them.
pub(super) fn fresh(who: &Who, ticket: Ticket, around: &Around) -> TicketView {
    let owner = around.contacts.get(&ticket.contact).and_then(|contact| contact.owner);
    let owner = owner.and_then(|owner| around.owners.get(&Owner::User(owner)));
    let contact_owner = owner.map(|owner| Named { id: owner.id, name: owner.name.clone() });
    let follows = ticket.follows;
    let row = row(who, ticket, around);
    TicketView {
        row,
        closed_at: None,
        follows,
        contact_owner,
        waiting: None,
        merged_into: None,
        merged: Vec::new(),
        allowed: allowed(who),
    }
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
