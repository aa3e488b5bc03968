//! What went on with a contact: tickets with their last words, and changes, the latest first.

use std::collections::HashMap;

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{ContactId, Error, MergeId, Permission, Result, TicketId, Who};
use wissel_store::Tx;
use wissel_store::contacts::{history, merge, timeline};
use wissel_store::events::Event;
use wissel_store::tickets::Ticket;

use super::sentence;
use crate::Desk;
use crate::tickets::{preview, visible};
use crate::view::{Author, Page, Part, TimelineBody, TimelineEntry, TimelineTicket, WordsView};

/// Where an entry stands: at one moment, tickets come before changes.
type Place = (Timestamp, bool, i64);

enum Found {
    Ticket(Ticket),
    Change(Event),
}

impl Found {
    fn place(&self) -> Place {
        match self {
            Self::Ticket(ticket) => (ticket.updated_at, true, ticket.id.0),
            Self::Change(event) => (event.at, false, event.cursor.seq),
        }
    }
}

impl Desk {
    /// A page of a contact's timeline, the latest first: their tickets that `who` may see, and what was changed of them.
    /// A page may be short, even empty, and still have a next one.
    ///
    /// # Errors
    /// Field `limit` or `cursor`; [`Error::NotFound`].
    pub async fn contact_timeline(
        &self,
        who: &Who,
        id: ContactId,
        part: Part,
    ) -> Result<Page<TimelineEntry>> {
        who.need(Permission::ContactsManage)?;
        let (who, size) = (who.clone(), part.size()?);
        let from = match part.after::<3>()? {
            None => (Timestamp::MAX, true, i64::MAX),
            Some([at, ticket, number]) => (micros(at), ticket == 1, number),
        };
        self.db()
            .read(move |tx| {
                let id = merge::now(tx, id)?.ok_or(Error::NotFound("contact"))?;
                let (at, ticket, number) = from;
                // What stands at the very moment of the last entry: changes come behind tickets.
                let tickets = (at, if ticket { number } else { 0 });
                let changes = (at, if ticket { i64::MAX } else { number });
                let tickets = timeline::tickets(tx, id, tickets, size + 1)?;
                let changes = history::page(tx, id, changes, size + 1)?;
                let mut found: Vec<Found> = tickets.into_iter().map(Found::Ticket).collect();
                found.extend(changes.into_iter().map(Found::Change));
                found.sort_by_key(|one| std::cmp::Reverse(one.place()));
                let more = found.len() as i64 > size;
                found.truncate(usize::try_from(size).unwrap_or(0));
                let next = found.last().filter(|_| more).map(|last| {
                    let (at, ticket, number) = last.place();
                    format!("{}.{}.{number}", at.as_microsecond(), i64::from(ticket))
                });
                found.retain(|one| match one {
                    Found::Ticket(ticket) => visible(&who, ticket),
                    Found::Change(_) => true,
                });
                Ok(Page { items: entries(tx, &who, found)?, next })
            })
            .await
    }
}

fn entries(tx: &mut Tx<'_>, who: &Who, found: Vec<Found>) -> Result<Vec<TimelineEntry>> {
    let (mut ids, mut events) = (Vec::new(), Vec::new());
    for one in &found {
        match one {
            Found::Ticket(ticket) => ids.push(ticket.id.0),
            Found::Change(event) => events.push(event.clone()),
        }
    }
    let mut words: HashMap<TicketId, Vec<WordsView>> = HashMap::new();
    for one in timeline::words(tx, &ids)? {
        let from = if one.from_name.is_empty() { one.from_address } else { one.from_name };
        let (direction, text, at) = (one.direction, preview(&one.text), one.at);
        words.entry(one.ticket).or_default().push(WordsView { direction, from, text, at });
    }
    let names = sentence::names(tx, &events)?;
    let merged = |event: &Event| event.data["merged"]["id"].as_i64();
    let merges: Vec<i64> = events.iter().filter_map(merged).collect();
    let mut merges = merge::many(tx, &merges)?;
    merges.retain(|merge| !merge.undone);
    let mut entry = |one: Found| match one {
        Found::Ticket(ticket) => TimelineEntry {
            id: format!("ticket-{}", ticket.id),
            at: ticket.updated_at,
            body: TimelineBody::Ticket(TimelineTicket {
                number: ticket.id,
                subject: ticket.subject,
                status: ticket.status,
                created_at: ticket.created_at,
                words: words.remove(&ticket.id).unwrap_or_default(),
            }),
        },
        Found::Change(event) => {
            let id = event.actor.id();
            let name = id.and_then(|id| names.get(&wissel_model::UserId(id)).cloned());
            let author = Author {
                kind: event.actor.kind(),
                id,
                name: name.unwrap_or_else(|| "Wissel".into()),
            };
            let merge = merged(&event).map(MergeId);
            let undo = merge.filter(|merge| merges.iter().any(|one| one.id == *merge));
            let sentences = sentence::sentences(&event, &names, who.language);
            TimelineEntry {
                id: format!("change-{}", event.cursor.seq),
                at: event.at,
                body: TimelineBody::Change { author, sentences, undo },
            }
        }
    };
    Ok(found.into_iter().map(&mut entry).collect())
}
