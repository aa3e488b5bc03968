//! What one was told of.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use wissel_model::{Actor, NotificationKind, Permission, Result, TicketId, Who};
use wissel_store::notifications::{self, Notification};
use wissel_store::{Tx, tickets, users};

use crate::Desk;
use crate::tickets::{rows, visible};
use crate::view::{Author, Part, TicketRow};

/// What is not read is counted up to this many.
const COUNTED: i64 = 100;

/// One notification.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NotificationView {
    /// Its place in the list: the later it came, the higher.
    pub seq: i64,
    /// Why one is told.
    pub kind: NotificationKind,
    /// How often it happened since one read it last.
    pub times: i64,
    /// When it happened last.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Whether one has read it.
    pub read: bool,
    /// Who did it, the last time.
    pub actor: Author,
    /// What it is about.
    pub ticket: NotifiedTicket,
}

/// The ticket of a notification.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NotifiedTicket {
    /// Its number.
    pub number: TicketId,
    /// What it is about.
    pub subject: String,
    /// Key of its status.
    pub status: String,
    /// Who asks.
    pub contact: String,
}

/// Notifications, the latest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NotificationPage {
    /// A page of them. It may be short, even empty, and still have a next one: what one may not see any more is left out.
    pub items: Vec<NotificationView>,
    /// Give it back as `cursor` for the next page; absent on the last one.
    pub next: Option<String>,
    /// How many are not read, counted up to 100.
    pub unread: i64,
    /// The place of the latest there is, read or not; 0 when there is none.
    pub latest: i64,
}

impl Desk {
    /// What one was told of, the latest first; or only what one has not read.
    ///
    /// # Errors
    /// Fields `limit` and `cursor`.
    pub async fn notifications(
        &self,
        who: &Who,
        unread: bool,
        part: Part,
    ) -> Result<NotificationPage> {
        who.need(Permission::TicketsWork)?;
        let size = part.size()?;
        let before = part.after::<1>()?.map_or(i64::MAX, |[seq]| seq);
        let who = who.clone();
        self.db()
            .read(move |tx| {
                let read = if unread { notifications::unread } else { notifications::page };
                let mut found = read(tx, who.user, before, size + 1)?;
                let more = found.len() as i64 > size;
                found.truncate(usize::try_from(size).unwrap_or(0));
                let next = found.last().filter(|_| more).map(|last| last.seq.to_string());
                let latest = notifications::page(tx, who.user, i64::MAX, 1)?;
                Ok(NotificationPage {
                    items: shown(tx, &who, found)?,
                    next,
                    unread: count(tx, &who)?,
                    latest: latest.first().map_or(0, |latest| latest.seq),
                })
            })
            .await
    }
}

/// How many one has not read, of those that one may still see.
pub(super) fn count(tx: &mut Tx<'_>, who: &Who) -> Result<i64> {
    let found = notifications::unread(tx, who.user, i64::MAX, COUNTED)?;
    let tickets = seen(tx, who, &found)?;
    Ok(found.iter().filter(|one| tickets.contains_key(&one.ticket)).count() as i64)
}

fn seen(
    tx: &mut Tx<'_>,
    who: &Who,
    found: &[Notification],
) -> Result<HashMap<TicketId, tickets::Ticket>> {
    let mut ids: Vec<i64> = found.iter().map(|one| one.ticket.0).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let all = tickets::many(tx, &ids)?.into_iter().filter(|ticket| visible(who, ticket));
    Ok(all.map(|ticket| (ticket.id, ticket)).collect())
}

fn shown(tx: &mut Tx<'_>, who: &Who, found: Vec<Notification>) -> Result<Vec<NotificationView>> {
    let tickets = seen(tx, who, &found)?;
    let there: HashMap<TicketId, TicketRow> = rows(tx, who, tickets.into_values().collect())?
        .into_iter()
        .map(|row| (row.number, row))
        .collect();
    let actors: Vec<i64> = found
        .iter()
        .filter(|one| one.actor.kind() == "user")
        .filter_map(|one| one.actor.id())
        .collect();
    let names: HashMap<i64, String> =
        users::names(tx, &actors)?.into_iter().map(|(id, name)| (id.0, name)).collect();
    let view = |one: Notification| {
        let row = there.get(&one.ticket)?;
        let name = match one.actor {
            Actor::User(id) => names.get(&id.0).cloned().unwrap_or_default(),
            // Only those who ask write on a ticket.
            Actor::Contact(_) => row.contact.name.clone(),
            Actor::Router | Actor::System => String::new(),
        };
        Some(NotificationView {
            seq: one.seq,
            kind: one.kind,
            times: one.times,
            at: one.at,
            read: one.read_at.is_some(),
            actor: Author { kind: one.actor.kind(), id: one.actor.id(), name },
            ticket: NotifiedTicket {
                number: row.number,
                subject: row.subject.clone(),
                status: row.status.clone(),
                contact: row.contact.name.clone(),
            },
        })
    };
    Ok(found.into_iter().filter_map(view).collect())
}
