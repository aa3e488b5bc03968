//! What the full text lacks next: what happened since, or else what was there before it was begun.

use std::collections::HashSet;

use serde_json::Value;
use wissel_model::{Access, EventKind, Result, UserId};
use wissel_store::Tx;
use wissel_store::events::{self, Cursor};
use wissel_store::search::contacts::{self, Named};
use wissel_store::search::{self, Back, Doc, State, source};
use wissel_store::views::{self, Eyes, View};

use super::contact::{known, names};
use super::document::documents;

/// Events read at once.
const EVENTS: i64 = 500;
/// Documents put in at once: nobody else writes meanwhile on SQLite.
pub(super) const DOCS: usize = 64;

/// Contacts put in at once.
const CONTACTS: i64 = 256;

/// What there is to do next.
pub(super) enum Next {
    /// It was never begun, or the log is another one than it was (a restored copy): what is there is worked through.
    Begin(Cursor),
    /// These tickets changed, and contacts with these words, as far as this place.
    Events {
        /// The tickets.
        ids: Vec<i64>,
        /// The contacts' words.
        named: Vec<Named>,
        /// The place.
        cursor: Cursor,
        /// As many events as are read at once, so that there may be more.
        full: bool,
    },
    /// Words of contacts that were there before, and below which number there are more.
    Contacts(Vec<Named>, Option<i64>),
    /// These were there before, newest first, and how far they reach back.
    Before(Vec<Doc>, Option<Back>),
    /// What happened cannot be seen yet.
    Hidden,
    /// All is done.
    Nothing,
}

/// Looks for what is next, on one snapshot.
pub(super) fn next(tx: &mut Tx<'_>) -> Result<(State, Next)> {
    let (state, last) = (search::state(tx)?, events::last(tx)?);
    let Some(cursor) = state.cursor.filter(|cursor| *cursor <= last) else {
        return Ok((state, Next::Begin(last)));
    };
    let Changed { ids, people, reached, full } = changed(tx, cursor)?;
    if reached != cursor {
        let named = named(tx, &people)?;
        return Ok((state, Next::Events { ids, named, cursor: reached, full }));
    }
    if let Some(below) = state.contacts {
        let ids = contacts::before(tx, below, CONTACTS)?;
        return Ok((state, Next::Contacts(named(tx, &ids)?, ids.last().copied())));
    }
    // What is hidden is newer than all that is looked back to, and must come to lie above it.
    if events::ahead(tx, cursor, 1)? > 0 {
        return Ok((state, Next::Hidden));
    }
    let Some(back) = state.back else { return Ok((state, Next::Nothing)) };
    let (before, back) = earlier(tx, back)?;
    let mut docs = missing(tx, &before)?;
    docs.reverse();
    Ok((state, Next::Before(docs, back)))
}

/// The tickets and contacts that the next events are about, and where those events end.
struct Changed {
    ids: Vec<i64>,
    people: Vec<i64>,
    reached: Cursor,
    full: bool,
}

/// What the next events are about. Whoever writes is known by the ticket.
fn changed(tx: &mut Tx<'_>, cursor: Cursor) -> Result<Changed> {
    let found = events::after(tx, cursor, EVENTS)?;
    let full = found.len() as i64 >= EVENTS;
    let reached = found.last().map_or(cursor, |event| event.cursor);
    let (mut ids, mut people, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    // Backwards, so that each stands where it changed last.
    for event in found.iter().rev() {
        match event.kind {
            EventKind::ContactChanged => {
                let several = event.data["contacts"].as_array().into_iter().flatten();
                let about = several.chain([&event.data["contact"]]).filter_map(Value::as_i64);
                let about: Vec<i64> = about.collect();
                let theirs = source::of_contacts(tx, &about)?.into_iter().map(|id| id.0);
                let theirs: Vec<i64> = theirs.collect();
                people.extend(about);
                ids.extend(theirs.into_iter().filter(|id| seen.insert(*id)));
            }
            // How far a message of ours has come, and what concerns no ticket, is not looked for.
            EventKind::MessageSent
            | EventKind::MessageFailed
            | EventKind::NoteWithheld
            | EventKind::TicketNobodyAvailable => {}
            _ => ids.extend(event.ticket.map(|ticket| ticket.0).filter(|id| seen.insert(*id))),
        }
    }
    ids.reverse();
    Ok(Changed { ids, people, reached, full })
}

/// What the index is to keep of these contacts.
fn named(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<Named>> {
    Ok(names(known(tx, ids)?.values()))
}

/// The next tickets of the time before, newest first, and where they end.
fn earlier(tx: &mut Tx<'_>, back: Back) -> Result<(Vec<i64>, Option<Back>)> {
    let everything = Eyes { user: UserId(0), access: Access::All, teams: Vec::new() };
    let after = (back != Back::BEGIN).then_some((back.at, back.ticket));
    let mut found = views::page(tx, View::Open, &everything, after, DOCS as i64)?;
    found.extend(views::page(tx, View::Closed, &everything, after, DOCS as i64)?);
    found.sort_by_key(|ticket| std::cmp::Reverse((ticket.updated_at, ticket.id)));
    found.truncate(DOCS);
    let next = found.last().map(|ticket| Back { at: ticket.updated_at, ticket: ticket.id });
    Ok((found.iter().map(|ticket| ticket.id.0).collect(), next))
}

/// Documents of those among the tickets that are not in the index as they stand.
fn missing(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<Doc>> {
    let known = search::known(tx, ids)?;
    let (docs, _) = documents(tx, ids)?;
    Ok(docs.into_iter().filter(|doc| known.get(&doc.ticket) != Some(&doc.at)).collect())
}
