//! Searching.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use wissel_model::{Permission, Result, TicketId, Who};
use wissel_store::Tx;
use wissel_store::search::{self, Asked, Hit, source};
use wissel_store::tickets::{self, Ticket};

use super::query::{Query, parse};
use super::resolve::{Question, resolve};
use super::snippet::{Wanted, snippet, whole};
use crate::Desk;
use crate::tickets::{rows, visible};
use crate::view::{Part, SearchHit, SearchPage, SearchPlace, TicketRow};

/// Looks at documents that turn out to be out of range or not for these eyes any more.
const LOOKS: usize = 4;

impl Desk {
    /// Tickets that hold what `text` asks for and that `who` may see: first the one whose number it is, then by latest
    /// activity.
    ///
    /// # Errors
    /// Field `limit` or `cursor`; never for what `text` says.
    pub async fn search(&self, who: &Who, text: &str, part: Part) -> Result<SearchPage> {
        who.need(Permission::TicketsWork)?;
        let zone = TimeZone::get(&who.time_zone).unwrap_or(TimeZone::UTC);
        let query = parse(text, self.now().to_zoned(zone).date());
        let (size, who) = (part.size()?, who.clone());
        let before = part.after::<1>()?.map(|[seq]| seq);
        self.db().read(move |tx| page(tx, &who, &query, before, size)).await
    }
}

fn page(
    tx: &mut Tx<'_>,
    who: &Who,
    query: &Query,
    before: Option<i64>,
    size: i64,
) -> Result<SearchPage> {
    let exact = exact(tx, who, query)?;
    if query.terms.is_empty() {
        let items = exact.into_iter().filter(|_| before.is_none()).collect();
        return shown(tx, who, items, &[], query.number, SearchPage::default());
    }
    let question = resolve(tx, who, query)?;
    let state = search::state(tx)?;
    let mut page =
        SearchPage { partial: state.back.is_some() || question.more, ..SearchPage::default() };
    let mut found: Vec<Ticket> = exact.clone().into_iter().filter(|_| before.is_none()).collect();
    let mut below = begin(tx, &question, before)?;
    for look in 0.. {
        let missing = size - found.len() as i64;
        let asked =
            Asked { what: question.what.clone(), before: Some(below), limit: missing.max(1) };
        let answer = search::find(tx, state, &asked)?;
        let over =
            answer.hits.last().is_some_and(|hit| question.from.is_some_and(|from| hit.at < from));
        found.extend(in_sight(tx, who, &question, exact.as_ref(), answer.hits)?);
        page.next = answer.next.filter(|_| !over).map(|next| next.to_string());
        let enough = found.len() as i64 >= size;
        match answer.next.filter(|_| !over) {
            Some(next) if !enough && !answer.ended && look < LOOKS => below = next,
            left => {
                page.partial |= left.is_some() && !enough;
                break;
            }
        }
    }
    shown(tx, who, found, &question.shown, query.number, page)
}

/// The ticket whose number was given.
fn exact(tx: &mut Tx<'_>, who: &Who, query: &Query) -> Result<Option<Ticket>> {
    let Some(number) = query.number else { return Ok(None) };
    Ok(tickets::get(tx, TicketId(number))?.filter(|ticket| visible(who, ticket)))
}

/// Where looking begins: where the last page ended, or at the last day that is asked for.
fn begin(tx: &mut Tx<'_>, question: &Question, before: Option<i64>) -> Result<i64> {
    let newest = match question.to {
        Some(to) => search::number_before(tx, to)?,
        None => i64::MAX,
    };
    Ok(before.unwrap_or(i64::MAX).min(newest))
}

/// The tickets of `hits`, in their order: as they stand now, not as the index knows them, they must be for these eyes.
fn in_sight(
    tx: &mut Tx<'_>,
    who: &Who,
    question: &Question,
    exact: Option<&Ticket>,
    hits: Vec<Hit>,
) -> Result<Vec<Ticket>> {
    let ids: Vec<i64> = hits.iter().map(|hit| hit.ticket.0).collect();
    let mut there: HashMap<TicketId, Ticket> =
        tickets::many(tx, &ids)?.into_iter().map(|ticket| (ticket.id, ticket)).collect();
    let found = hits.iter().filter_map(|hit| there.remove(&hit.ticket));
    Ok(found
        .filter(|ticket| {
            visible(who, ticket)
                && exact.is_none_or(|exact| exact.id != ticket.id)
                && question.from.is_none_or(|from| ticket.updated_at >= from)
                && question.to.is_none_or(|to| ticket.updated_at < to)
        })
        .collect())
}

/// The findings as they are shown.
fn shown(
    tx: &mut Tx<'_>,
    who: &Who,
    found: Vec<Ticket>,
    wanted: &Wanted,
    number: Option<i64>,
    mut page: SearchPage,
) -> Result<SearchPage> {
    let ids: Vec<i64> = found.iter().map(|ticket| ticket.id.0).collect();
    let by = |texts: Vec<(TicketId, String)>| {
        let mut by: HashMap<TicketId, Vec<String>> = HashMap::new();
        texts.into_iter().for_each(|(ticket, text)| by.entry(ticket).or_default().push(text));
        by
    };
    let (messages, comments) = if wanted.is_empty() {
        (HashMap::new(), HashMap::new())
    } else {
        (by(source::newest_messages(tx, &ids)?), by(source::newest_comments(tx, &ids)?))
    };
    for row in rows(tx, who, found)? {
        let texts =
            |by: &HashMap<TicketId, Vec<String>>| by.get(&row.number).cloned().unwrap_or_default();
        let found = places(&row, wanted, number, &texts(&messages), &texts(&comments));
        page.items.push(SearchHit { found, row });
    }
    Ok(page)
}

/// Where in a ticket it was found: its number, its subject, its contact, and the one text that holds most of it.
fn places(
    row: &TicketRow,
    wanted: &Wanted,
    number: Option<i64>,
    messages: &[String],
    comments: &[String],
) -> Vec<SearchPlace> {
    let mut places = Vec::new();
    if number == Some(row.number.0) {
        let (_, pieces) = whole(&row.number.to_string(), &[(vec![row.number.to_string()], false)]);
        places.push(SearchPlace { place: "number", pieces });
    }
    let contact = match &row.contact.email {
        Some(email) if *email != row.contact.name => format!("{} <{email}>", row.contact.name),
        _ => row.contact.name.clone(),
    };
    for (place, text) in [("subject", &row.subject), ("contact", &contact)] {
        let (found, pieces) = whole(text, wanted);
        if found > 0 {
            places.push(SearchPlace { place, pieces });
        }
    }
    let texts = messages.iter().map(|text| ("message", text));
    let texts = texts.chain(comments.iter().map(|text| ("comment", text)));
    let best = texts
        .map(|(place, text)| (place, snippet(text, wanted)))
        .rev()
        .max_by_key(|(_, (found, _))| *found);
    match best {
        Some((place, (found, pieces))) if found > 0 => places.push(SearchPlace { place, pieces }),
        _ => {
            let (_, pieces) = whole(&row.preview, wanted);
            places.push(SearchPlace { place: "preview", pieces });
        }
    }
    places
}
