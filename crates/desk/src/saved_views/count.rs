//! How much saved views hold. Each list that they pick from is read once for all of them, and for everybody who sees all
//! tickets it is remembered for some seconds: every browser asks again a while after anything happens.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use wissel_model::{Access, Result, Who};
use wissel_store::Tx;
use wissel_store::tickets::Ticket;
use wissel_store::views::{self, View};

use super::Filter;
use super::looked::Facts;
use super::page::closed;
use crate::tickets::eyes;

/// Tickets of a list that are looked at for a count.
pub(super) const COUNTED: i64 = 1_000;
/// Shorter than the pages wait after an event, so that what they are then told has it in.
const REMEMBERED: SignedDuration = SignedDuration::from_secs(4);

/// The latest tickets of one list.
struct Looked {
    tickets: Vec<Ticket>,
    facts: Facts,
    more: bool,
}

/// Lists that were read a moment ago, as those see them who see all tickets.
#[derive(Default)]
pub(crate) struct Lately(Mutex<HashMap<View, (Timestamp, Arc<Looked>)>>);

impl Lately {
    fn look(&self, tx: &mut Tx<'_>, who: &Who, view: View, now: Timestamp) -> Result<Arc<Looked>> {
        if who.access != Access::All {
            return Ok(Arc::new(look(tx, who, view)?));
        }
        let fresh = |at: Timestamp| at <= now && now.duration_since(at) < REMEMBERED;
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&view).cloned();
        if let Some((_, looked)) = kept.filter(|(at, _)| fresh(*at)) {
            return Ok(looked);
        }
        let looked = Arc::new(look(tx, who, view)?);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, (at, _)| fresh(*at));
        kept.insert(view, (now, Arc::clone(&looked)));
        Ok(looked)
    }
}

fn look(tx: &mut Tx<'_>, who: &Who, view: View) -> Result<Looked> {
    let mut tickets = views::page(tx, view, &eyes(who), None, COUNTED + 1)?;
    let more = tickets.len() as i64 > COUNTED;
    tickets.truncate(COUNTED as usize);
    let facts = Facts::of(tx, &tickets, (true, true))?;
    Ok(Looked { tickets, facts, more })
}

/// For each filter how many of the latest tickets fit, and whether there are more that were not looked at.
pub(super) fn counts(
    tx: &mut Tx<'_>,
    who: &Who,
    filters: &[&Filter],
    lately: &Lately,
    now: Timestamp,
) -> Result<Vec<(i64, bool)>> {
    let closed = closed(tx)?;
    let mut read: HashMap<View, Arc<Looked>> = HashMap::new();
    for view in filters.iter().flat_map(|filter| filter.within(who, &closed)) {
        if let Entry::Vacant(room) = read.entry(view) {
            room.insert(lately.look(tx, who, view, now)?);
        }
    }
    let one = |filter: &&Filter| {
        let within: Vec<&Looked> = filter
            .within(who, &closed)
            .iter()
            .filter_map(|view| Some(&**read.get(view)?))
            .collect();
        let mut all: Vec<(&Ticket, &Facts)> = within
            .iter()
            .flat_map(|looked| looked.tickets.iter().map(|ticket| (ticket, &looked.facts)))
            .collect();
        all.sort_unstable_by_key(|(ticket, _)| Reverse((ticket.updated_at, ticket.id)));
        let more = all.len() as i64 > COUNTED || within.iter().any(|looked| looked.more);
        let all = all.iter().take(COUNTED as usize);
        let fit = all.filter(|(ticket, facts)| filter.fits(who, ticket, facts, now)).count();
        (fit as i64, more)
    };
    Ok(filters.iter().map(one).collect())
}
