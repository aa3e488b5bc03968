//! A choice made for many tickets at once, and taking it back.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_model::{Actor, AppliesTo, Error, Permission, Priority, Result, TicketId, Who};
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, merges, statuses, tags, tickets};

use super::change::{apply, clean};
use super::{Assign, TicketChange, visible};
use crate::Desk;
use crate::properties;
use crate::view::TicketRow;
use crate::words;

/// So many at once: one transaction holds them all.
const MOST: usize = 100;

/// What is to change of one of them; what is left out stays.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OneChange {
    /// Which ticket.
    pub number: TicketId,
    /// Only while it is at this version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// Whose it becomes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Assign>,
    /// Key of a status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// How urgent it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// All its tags.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Tags it gets beside those it has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub add_tags: Vec<String>,
    /// Tags it loses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remove_tags: Vec<String>,
    /// It sleeps until then, or until the contact writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub snooze_until: Option<Timestamp>,
    /// It sleeps no longer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wake: bool,
    /// Whether it is spam.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spam: Option<bool>,
}

/// What became of one of them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Changed {
    /// Which ticket.
    pub number: TicketId,
    /// As it stands now; nothing when it was left alone, or is no longer for these eyes.
    pub ticket: Option<TicketRow>,
    /// What takes the change back, while nobody changes the ticket meanwhile; nothing when nothing changed, or when the
    /// ticket is no longer for these eyes.
    pub undo: Option<OneChange>,
    /// Why it was left alone, as a sentence.
    pub left: Option<String>,
}

impl Desk {
    /// Changes up to a hundred tickets in one transaction. One that is not there for these eyes, or is no longer at the
    /// version that was named, is left alone and says so; the others are changed.
    ///
    /// # Errors
    /// Field `items` for none or too many; a field of a change that no ticket could have. Then none is changed.
    pub async fn change_tickets(&self, who: &Who, changes: Vec<OneChange>) -> Result<Vec<Changed>> {
        who.need(Permission::TicketsWork)?;
        let named: BTreeSet<TicketId> = changes.iter().map(|change| change.number).collect();
        if !(1..=MOST).contains(&changes.len()) || named.len() != changes.len() {
            return Err(Error::field("items", "invalid.changes"));
        }
        let (who, now) = (who.clone(), self.now());
        self.db().write(move |tx| all(tx, &who, &changes, now)).await
    }
}

fn all(tx: &mut Tx<'_>, who: &Who, changes: &[OneChange], now: Timestamp) -> Result<Vec<Changed>> {
    let ids: Vec<i64> = changes.iter().map(|change| change.number.0).collect();
    let held = tickets::lock_many(tx, &ids)?.into_iter().filter(|ticket| visible(who, ticket));
    let held: HashMap<TicketId, Ticket> = held.map(|ticket| (ticket.id, ticket)).collect();
    let mut had: HashMap<TicketId, Vec<String>> = HashMap::new();
    for (ticket, tag) in tags::of_many(tx, &ids)? {
        had.entry(ticket).or_default().push(tag);
    }
    let mut lacking = lacking(tx, changes, &held)?;
    let merged = merges::among(tx, &ids)?;
    let mut done = Vec::with_capacity(changes.len());
    for change in changes {
        let tags = had.remove(&change.number).unwrap_or_default();
        done.push(match held.get(&change.number) {
            None => Err(Error::NotFound("ticket")),
            Some(before) if change.version.is_some_and(|version| version != before.version) => {
                Err(Error::Changed { what: "ticket", version: before.version })
            }
            Some(_) if merged.contains(&change.number) => Err(Error::refused("ticket.merged")),
            Some(before) => match unfit(before, &tags, change, lacking.remove(&change.number.0)) {
                Some(why) => Err(why),
                None => Ok(one(tx, who, before, tags, &due(change, now), now)?),
            },
        });
    }
    let changed: Vec<i64> =
        done.iter().flatten().flatten().map(|undo: &OneChange| undo.number.0).collect();
    // Who gives a ticket away to where they cannot see it is not shown it, and could not take it back.
    let mut changed = tickets::many(tx, &changed)?;
    changed.retain(|ticket| visible(who, ticket));
    let rows = super::rows(tx, who, changed)?.into_iter();
    let mut rows: HashMap<TicketId, TicketRow> = rows.map(|row| (row.number, row)).collect();
    let told = changes.iter().zip(done).map(|(change, done)| {
        let number = change.number;
        let ticket = rows.remove(&number);
        match done {
            Ok(undo) => {
                let version = ticket.as_ref().map(|row| row.version);
                let undo = undo.filter(|_| version.is_some());
                let undo = undo.map(|undo| OneChange { version, ..undo });
                Changed { number, ticket, undo, left: None }
            }
            Err(why) => {
                let left = Some(words::sentence(who.language, &why));
                Changed { number, ticket: None, undo: None, left }
            }
        }
    });
    Ok(told.collect())
}

/// Why this ticket cannot be changed so, though others can.
fn unfit(
    before: &Ticket,
    had: &[String],
    change: &OneChange,
    lacks: Option<Error>,
) -> Option<Error> {
    if before.closed_at.is_some() && change.snooze_until.is_some() && change.status.is_none() {
        return Some(Error::refused("snooze.closed"));
    }
    // Tags that any ticket may have, but not beside those that this one has.
    let fits = change.tags.is_some() || clean(&change.add_tags).is_err();
    lacks.or_else(|| if fits { None } else { wanted(had, change).err() })
}

/// What is taken back may have been a sleep whose time has passed since: then the ticket stays awake.
fn due(change: &OneChange, now: Timestamp) -> OneChange {
    let passed = change.version.is_some() && change.snooze_until.is_some_and(|until| until <= now);
    OneChange { snooze_until: change.snooze_until.filter(|_| !passed), ..change.clone() }
}

/// Those that would be closed and lack what has to be filled in before.
fn lacking(
    tx: &mut Tx<'_>,
    changes: &[OneChange],
    held: &HashMap<TicketId, Ticket>,
) -> Result<HashMap<i64, Error>> {
    let done: Vec<_> = statuses::all(tx)?.into_iter().filter(|one| one.closed).collect();
    let closes = |change: &&OneChange| {
        let open = held.get(&change.number).is_some_and(|ticket| ticket.closed_at.is_none());
        open && done.iter().any(|status| Some(&status.key) == change.status.as_ref())
    };
    let closing: Vec<i64> = changes.iter().filter(closes).map(|change| change.number.0).collect();
    properties::incomplete(tx, AppliesTo::Ticket, &closing)
}

/// Changes one that is held. Returns what takes it back, if anything changed.
fn one(
    tx: &mut Tx<'_>,
    who: &Who,
    before: &Ticket,
    had: Vec<String>,
    change: &OneChange,
    now: Timestamp,
) -> Result<Option<OneChange>> {
    let wanted = wanted(&had, change)?.filter(|wanted| *wanted != had);
    let more = TicketChange {
        status: change.status.clone(),
        priority: change.priority,
        snooze_until: change.snooze_until,
        wake: change.wake,
        spam: change.spam,
        ..TicketChange::default()
    };
    let after = apply(tx, who, before, &more, wanted.as_deref(), now)?;
    let to = change.owner.as_ref().map(Assign::owner).transpose()?;
    // “Nobody” is a choice as well: it takes the ticket out of the line.
    let given = to.filter(|to| *to != after.owner || to.is_none());
    let after = match given {
        Some(to) => super::assign::by_hand(tx, &after, to, Actor::User(who.user), "hand", now)?,
        None => after,
    };
    if after.version == before.version {
        return Ok(None);
    }
    Ok(Some(OneChange {
        number: before.id,
        version: None,
        owner: (after.owner != before.owner).then(|| before.owner.into()),
        // Also where it is the same: out of spam a ticket would be open otherwise.
        status: (after.status != before.status || after.spam != before.spam)
            .then(|| before.status.clone()),
        priority: (after.priority != before.priority).then_some(before.priority),
        tags: wanted.map(|_| had),
        add_tags: Vec::new(),
        remove_tags: Vec::new(),
        snooze_until: before.snoozed_until.filter(|_| after.snoozed_until != before.snoozed_until),
        wake: before.snoozed_until.is_none() && after.snoozed_until.is_some(),
        spam: (after.spam != before.spam).then_some(before.spam),
    }))
}

/// All the tags it is to have, when the change is about tags.
fn wanted(had: &[String], change: &OneChange) -> Result<Option<Vec<String>>> {
    if change.tags.is_none() && change.add_tags.is_empty() && change.remove_tags.is_empty() {
        return Ok(None);
    }
    let without = clean(&change.remove_tags)?;
    let mut all = change.tags.clone().unwrap_or_else(|| had.to_vec());
    all.extend_from_slice(&change.add_tags);
    let mut all = clean(&all)?;
    all.retain(|tag| !without.contains(tag));
    Ok(Some(all))
}
