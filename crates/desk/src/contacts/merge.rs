//! Two contacts who are one person. All that is the one's becomes the other's, and it can be undone.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use wissel_model::{
    Actor, AppliesTo, ContactId, Error, EventKind, MergeId, Permission, PropertyId, Result, UserId,
    Who,
};
use wissel_store::contacts::{Contact, merge};
use wissel_store::events::NewEvent;
use wissel_store::{Tx, contacts, events, line, properties, users};

use super::{list, sentence};
use crate::Desk;
use crate::view::{MergePreview, Merged, PropertyHeld};

/// The most open tickets that are told of a merge one by one; the others show it when they are opened.
const TOLD: i64 = 200;

/// Whom to merge with.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeWith {
    /// The contact who goes: everything of theirs moves, and their own page leads to the other one.
    pub contact: ContactId,
}

impl Desk {
    /// What a merge would come to. Nothing is changed.
    ///
    /// # Errors
    /// [`Error::NotFound`]; field `with`.
    pub async fn preview_merge(
        &self,
        who: &Who,
        kept: ContactId,
        with: ContactId,
    ) -> Result<MergePreview> {
        who.need(Permission::ContactsManage)?;
        let who = who.clone();
        self.db()
            .read(move |tx| {
                let (one, other) = pair(tx, kept, with, "with", contacts::get)?;
                let (after, _) = filled(tx, &one, &other)?;
                let (kept, gone) = (list::one(tx, &who, kept)?, list::one(tx, &who, with)?);
                let mut result = kept.clone();
                result.name.clone_from(&after.name);
                result.company.clone_from(&after.company);
                if kept.owner.is_none() {
                    result.owner.clone_from(&gone.owner.clone().filter(|_| after.owner.is_some()));
                }
                result.addresses.extend(gone.addresses.iter().cloned());
                let lacks = |one: &&PropertyHeld| {
                    kept.properties.iter().all(|had| had.property != one.property)
                };
                result.properties.extend(gone.properties.iter().filter(lacks).cloned());
                Ok(MergePreview { tickets: merge::tickets(tx, with)?, kept, gone, result })
            })
            .await
    }

    /// Moves all that is the other contact's (addresses, tickets, history) to `kept`, who also takes over name, company and
    /// owner where they have none of their own.
    ///
    /// # Errors
    /// [`Error::NotFound`]; field `contact`.
    pub async fn merge_contacts(
        &self,
        who: &Who,
        kept: ContactId,
        with: MergeWith,
    ) -> Result<Merged> {
        who.need(Permission::ContactsManage)?;
        let (who, now, gone) = (who.clone(), self.now(), with.contact);
        self.db()
            .write(move |tx| {
                let (one, other) = pair(tx, kept, gone, "contact", contacts::lock)?;
                let (after, mut filled) = filled(tx, &one, &other)?;
                let taken = lacking(tx, kept, gone)?;
                let given: Vec<_> =
                    taken.iter().map(|(id, value)| (*id, Some(value.clone()))).collect();
                properties::set(tx, AppliesTo::Contact, kept.0, &given)?;
                filled["properties"] = json!(taken);
                let id = merge::merge(tx, kept, gone, &filled, who.user, now)?;
                contacts::update(tx, &after, now)?;
                line::contact_owner_changed(tx, kept, after.owner)?;
                let name = super::list::called(tx, &other)?;
                let data = json!({ "contact": kept, "merged": { "id": id, "contact": gone, "name": name } });
                sentence::tell(tx, &who, &[kept], data, now)?;
                let data = json!({ "contact": gone, "went_into": { "contact": kept } });
                sentence::tell(tx, &who, &[gone], data, now)?;
                tell_tickets(tx, &who, id, (gone, kept), now)?;
                Ok(Merged { merge: id, contact: list::one(tx, &who, kept)? })
            })
            .await
    }

    /// Gives back what a merge moved and what is still there of it. What came in since stays with who was kept.
    ///
    /// # Errors
    /// [`Error::NotFound`]; refusal `merge.undone`, or `merge.later` when the kept one went into another since.
    pub async fn undo_merge(&self, who: &Who, kept: ContactId, id: MergeId) -> Result<Merged> {
        who.need(Permission::ContactsManage)?;
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let merge = merge::lock(tx, id)?.filter(|merge| merge.kept == kept);
                let merge = merge.ok_or(Error::NotFound("merge"))?;
                if merge.undone {
                    return Err(Error::refused("merge.undone"));
                }
                let ids = [kept.min(merge.gone), kept.max(merge.gone)];
                for id in ids {
                    contacts::lock(tx, id)?.ok_or(Error::NotFound("contact"))?;
                }
                let mut one = contacts::get(tx, kept)?.ok_or(Error::NotFound("contact"))?;
                if one.gone {
                    return Err(Error::refused("merge.later"));
                }
                merge::undo(tx, &merge, now)?;
                emptied(tx, &mut one, &merge.filled)?;
                contacts::update(tx, &one, now)?;
                let other = contacts::get(tx, merge.gone)?.ok_or(Error::NotFound("contact"))?;
                line::contact_owner_changed(tx, kept, one.owner)?;
                line::contact_owner_changed(tx, merge.gone, other.owner)?;
                let name = super::list::called(tx, &other)?;
                let data =
                    json!({ "contact": kept, "unmerged": { "contact": merge.gone, "name": name } });
                sentence::tell(tx, &who, &[kept], data, now)?;
                let name = super::list::called(tx, &one)?;
                let data =
                    json!({ "contact": merge.gone, "unmerged": { "contact": kept, "name": name } });
                sentence::tell(tx, &who, &[merge.gone], data, now)?;
                tell_tickets(tx, &who, id, (kept, merge.gone), now)?;
                Ok(Merged { merge: id, contact: list::one(tx, &who, kept)? })
            })
            .await
    }
}

/// Both contacts, who are two and still there; asked for in one order, so that two merges never wait for each other in a
/// ring.
fn pair(
    tx: &mut Tx<'_>,
    kept: ContactId,
    gone: ContactId,
    field: &str,
    read: fn(&mut Tx<'_>, ContactId) -> Result<Option<Contact>>,
) -> Result<(Contact, Contact)> {
    if kept == gone {
        return Err(Error::field(field, "invalid.merge_self"));
    }
    let first = read(tx, kept.min(gone))?;
    let second = read(tx, kept.max(gone))?;
    let (one, other) = if kept < gone { (first, second) } else { (second, first) };
    let here = |contact: Option<Contact>| contact.filter(|contact| !contact.gone);
    let one = here(one).ok_or(Error::NotFound("contact"))?;
    Ok((one, here(other).ok_or_else(|| Error::field(field, "invalid.contact"))?))
}

/// The kept contact with what they lack taken over, and that alone: what was there and what came.
fn filled(tx: &mut Tx<'_>, one: &Contact, other: &Contact) -> Result<(Contact, Value)> {
    let (mut after, mut told) = (one.clone(), Map::new());
    if one.name.is_empty() && !other.name.is_empty() {
        after.name.clone_from(&other.name);
        told.insert("name".into(), json!(other.name));
    }
    if one.company.is_none() && other.company.is_some() {
        after.company.clone_from(&other.company);
        told.insert("company".into(), json!(other.company));
    }
    if let (None, Some(owner)) = (one.owner, other.owner)
        && users::get(tx, owner)?.is_some_and(|user| user.active)
    {
        after.owner = Some(owner);
        told.insert("owner".into(), json!(owner));
    }
    Ok((after, told.into()))
}

/// What the other holds under properties that the kept one does not.
fn lacking(tx: &mut Tx<'_>, kept: ContactId, gone: ContactId) -> Result<Vec<(PropertyId, String)>> {
    let held = properties::values(tx, AppliesTo::Contact, &[kept.0, gone.0])?;
    let lacks = |id: PropertyId| held.iter().all(|(of, had, _)| *of != kept.0 || *had != id);
    let theirs = held.iter().filter(|(of, id, _)| *of == gone.0 && lacks(*id));
    Ok(theirs.map(|(_, id, value)| (*id, value.clone())).collect())
}

/// Takes away again what was taken over, unless it was changed since.
fn emptied(tx: &mut Tx<'_>, one: &mut Contact, filled: &str) -> Result<()> {
    let filled: Value = serde_json::from_str(filled).unwrap_or_default();
    let taken: Vec<(PropertyId, String)> =
        serde_json::from_value(filled["properties"].clone()).unwrap_or_default();
    let held = properties::values(tx, AppliesTo::Contact, &[one.id.0])?;
    let same = |(id, value): &&(PropertyId, String)| {
        held.iter().any(|(_, had, now)| had == id && now == value)
    };
    let back: Vec<_> = taken.iter().filter(same).map(|(id, _)| (*id, None)).collect();
    properties::set(tx, AppliesTo::Contact, one.id.0, &back)?;
    if filled["name"].as_str() == Some(&one.name) {
        one.name.clear();
    }
    if filled["company"].is_string() && filled["company"].as_str() == one.company.as_deref() {
        one.company = None;
    }
    if filled["owner"].is_i64() && filled["owner"].as_i64().map(UserId) == one.owner {
        one.owner = None;
    }
    Ok(())
}

/// Tickets that people may have open say whose they are now.
fn tell_tickets(
    tx: &mut Tx<'_>,
    who: &Who,
    id: MergeId,
    (from, to): (ContactId, ContactId),
    at: jiff::Timestamp,
) -> Result<()> {
    let tickets = merge::open_moved(tx, id, TOLD)?;
    let told: Vec<NewEvent> = tickets
        .into_iter()
        .map(|ticket| NewEvent {
            actor: Actor::User(who.user),
            kind: EventKind::TicketChanged,
            ticket: Some(ticket),
            data: json!({ "contact": { "from": from, "to": to } }),
            at,
        })
        .collect();
    events::append_all(tx, &told)
}
