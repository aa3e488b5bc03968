//! The tickets of a saved view: picked from the shortest list that holds them all, a piece of it at a time.

use std::cmp::Reverse;

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{AppliesTo, Error, Result, TicketId, ViewId, Who};
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, properties, saved_views, statuses, views};

use super::Filter;
use super::kept::Kept;
use super::looked::Facts;
use super::order::{Order, Places};
use crate::tickets::{eyes, place, rows};
use crate::view::{Page, TicketRow};

/// Tickets that are read together.
const PIECE: i64 = 500;
/// Tickets that are looked at for one page. A filter that fits few does not read the whole desk for it.
const LOOKED_AT: i64 = 4_000;

/// A place in a list by latest activity.
type Place = (Timestamp, TicketId);

/// What was found, and where to go on when that is not all.
struct Found {
    tickets: Vec<Ticket>,
    next: Option<String>,
}

/// The statuses there are, with whether a ticket there is done.
pub(super) fn closed(tx: &mut Tx<'_>) -> Result<Vec<(String, bool)>> {
    Ok(statuses::all(tx)?.into_iter().map(|status| (status.key, status.closed)).collect())
}

/// Up to `want` tickets that fit, after a place, of the next `most` that might.
fn pick(
    tx: &mut Tx<'_>,
    who: &Who,
    filter: &Filter,
    mut after: Option<Place>,
    (want, most): (i64, i64),
    now: Timestamp,
) -> Result<Found> {
    let within = filter.within(who, &closed(tx)?);
    let asked = (!filter.tags.is_empty(), !filter.properties.is_empty());
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
        let facts = Facts::of(tx, &piece, asked)?;
        found.extend(piece.into_iter().filter(|ticket| filter.fits(who, ticket, &facts, now)));
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

/// A page in an order of one's own: of all that fit among the latest, put in that order.
fn sorted(
    tx: &mut Tx<'_>,
    who: &Who,
    (filter, order): (&Filter, &Order),
    after: Option<[i64; 2]>,
    size: i64,
    now: Timestamp,
) -> Result<Found> {
    let found = pick(tx, who, filter, None, (LOOKED_AT, LOOKED_AT), now)?.tickets;
    let by_property = order.by.starts_with("property:");
    let known = if by_property { properties::of(tx, AppliesTo::Ticket)? } else { Vec::new() };
    let places = Places::new(order, &known)?;
    let facts = Facts::of(tx, &found, (false, by_property))?;
    let mut all: Vec<_> =
        found.into_iter().map(|ticket| (places.place(&ticket, &facts), ticket)).collect();
    all.retain(|((at, id), _)| after.is_none_or(|after| [*at, *id] > after));
    all.sort_unstable_by_key(|(place, _)| *place);
    let size = usize::try_from(size).unwrap_or(0);
    let more = all.len() > size;
    all.truncate(size);
    let next = all.last().filter(|_| more).map(|((at, id), _)| format!("{at}.{id}"));
    Ok(Found { tickets: all.into_iter().map(|(_, ticket)| ticket).collect(), next })
}

/// A page of a saved view.
pub(crate) fn page(
    tx: &mut Tx<'_>,
    who: &Who,
    id: ViewId,
    after: Option<[i64; 2]>,
    size: i64,
    now: Timestamp,
) -> Result<Page<TicketRow>> {
    let view = saved_views::get(tx, id)?.filter(|view| super::list::seen_by(view, who));
    let Kept { filter, order, .. } = Kept::read(&view.ok_or(Error::NotFound("view"))?.filter)?;
    let found = if order == Order::default() {
        let after = after.map(|[at, id]| (micros(at), TicketId(id)));
        pick(tx, who, &filter, after, (size, LOOKED_AT), now)?
    } else {
        sorted(tx, who, (&filter, &order), after, size, now)?
    };
    Ok(Page { items: rows(tx, who, found.tickets)?, next: found.next })
}
