//! The tickets of a saved view: picked from the shortest list that holds them all, a piece of it at a time.

use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::Timestamp;
use wissel_model::{Error, Result, TicketId, ViewId, Who};
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, saved_views, statuses, tags, views};

use super::Filter;
use crate::tickets::{eyes, place, rows};
use crate::view::{Page, TicketRow};

/// Tickets that are read together.
const PIECE: i64 = 500;
/// Tickets that are looked at for one page. A filter that fits few does not read the whole desk for it.
const LOOKED_AT: i64 = 4_000;
/// Tickets that are looked at for a count.
pub(super) const COUNTED: i64 = 1_000;

/// A place in a list by latest activity.
type Place = (Timestamp, TicketId);

/// What was found, and where to go on when that is not all.
pub(super) struct Found {
    pub(super) tickets: Vec<Ticket>,
    pub(super) next: Option<String>,
}

/// The statuses there are, with whether a ticket there is done.
pub(super) fn closed(tx: &mut Tx<'_>) -> Result<Vec<(String, bool)>> {
    Ok(statuses::all(tx)?.into_iter().map(|status| (status.key, status.closed)).collect())
}

/// Up to `want` tickets that fit, after a place, of the next `most` that might.
pub(super) fn pick(
    tx: &mut Tx<'_>,
    who: &Who,
    filter: &Filter,
    mut after: Option<Place>,
    (want, most): (i64, i64),
    now: Timestamp,
) -> Result<Found> {
    let within = filter.within(who, &closed(tx)?);
    let want = usize::try_from(want).unwrap_or(usize::MAX);
    let (mut found, mut looked_at) = (Vec::new(), 0);
    loop {
        let mut piece = Vec::new();
        for view in &within {
            piece.extend(views::page(tx, *view, &eyes(who), after, PIECE)?);
        }
        piece.sort_unstable_by_key(|ticket: &Ticket| Reverse((ticket.updated_at, ticket.id)));
        piece.truncate(PIECE as usize);
        let Some(last) = piece.last() else { return Ok(Found { tickets: found, next: None }) };
        let end = (piece.len() as i64) < PIECE;
        let went_on = place(last);
        after = Some((last.updated_at, last.id));
        looked_at += piece.len() as i64;
        let mut tags = tags_of(tx, filter, &piece)?;
        for ticket in piece {
            let tags = tags.remove(&ticket.id).unwrap_or_default();
            if filter.fits(who, &ticket, &tags, now) {
                found.push(ticket);
            }
        }
        if found.len() > want {
            found.truncate(want);
            let next = found.last().map(place);
            return Ok(Found { tickets: found, next });
        }
        if end {
            return Ok(Found { tickets: found, next: None });
        }
        if looked_at >= most {
            return Ok(Found { tickets: found, next: Some(went_on) });
        }
    }
}

fn tags_of(
    tx: &mut Tx<'_>,
    filter: &Filter,
    piece: &[Ticket],
) -> Result<HashMap<TicketId, Vec<String>>> {
    let mut all: HashMap<TicketId, Vec<String>> = HashMap::new();
    if !filter.tags.is_empty() {
        let ids: Vec<i64> = piece.iter().map(|ticket| ticket.id.0).collect();
        for (ticket, tag) in tags::of_many(tx, &ids)? {
            all.entry(ticket).or_default().push(tag);
        }
    }
    Ok(all)
}

/// A page of a saved view.
pub(crate) fn page(
    tx: &mut Tx<'_>,
    who: &Who,
    id: ViewId,
    after: Option<Place>,
    size: i64,
    now: Timestamp,
) -> Result<Page<TicketRow>> {
    let view = saved_views::get(tx, id)?.filter(|view| super::list::seen_by(view, who));
    let view = view.ok_or(Error::NotFound("view"))?;
    let filter: Filter = serde_json::from_str(&view.filter).map_err(Error::internal)?;
    let found = pick(tx, who, &filter, after, (size, LOOKED_AT), now)?;
    Ok(Page { items: rows(tx, who, found.tickets)?, next: found.next })
}
