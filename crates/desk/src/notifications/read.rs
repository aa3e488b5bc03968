//! Read, and unread again.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_model::{Actor, Error, EventKind, Permission, Result, TicketId, UserId, Who};
use wissel_store::{Tx, events, notifications};

use super::list::count;
use crate::Desk;

/// Tickets named at once.
const MOST: usize = 200;

/// What one has read, or wants to read again.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NotificationsRead {
    /// Notifications of these tickets, at most 200; of all when it is left out.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub tickets: Option<Vec<TicketId>>,
    /// Only those up to this place (`latest` of the list): what came after one looked stays unread.
    #[serde(default)]
    pub until: Option<i64>,
    /// False for "unread again", which needs `tickets`.
    pub read: bool,
}

/// What one saw come in the pages.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NotificationsSeen {
    /// Up to this place.
    pub until: i64,
}

/// How many are not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Unread {
    /// Counted up to 100.
    pub unread: i64,
}

impl Desk {
    /// Marks what one was told of as read, or as unread.
    ///
    /// # Errors
    /// Field `tickets`: too many, or missing where they are needed.
    pub async fn read_notifications(&self, who: &Who, given: NotificationsRead) -> Result<Unread> {
        who.need(Permission::TicketsWork)?;
        let named = given.tickets.as_ref().map_or(0, Vec::len);
        if named > MOST || (!given.read && given.tickets.is_none()) {
            return Err(Error::field("tickets", "invalid.tickets"));
        }
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let until = given.until.unwrap_or(i64::MAX);
                let ids: Option<Vec<i64>> = given
                    .tickets
                    .as_ref()
                    .map(|tickets| tickets.iter().map(|ticket| ticket.0).collect());
                let changed = match (&ids, given.read) {
                    (Some(ids), true) => notifications::mark_read(tx, who.user, ids, until, now)?,
                    (Some(ids), false) => notifications::mark_unread(tx, who.user, ids)?,
                    (None, _) => notifications::mark_all_read(tx, who.user, until, now)?,
                };
                if changed > 0 {
                    say(tx, who.user, now)?;
                }
                Ok(Unread { unread: count(tx, &who)? })
            })
            .await
    }

    /// Says that one saw it come in the pages, so that no mail goes out about it.
    pub async fn see_notifications(&self, who: &Who, seen: NotificationsSeen) -> Result<()> {
        who.need(Permission::TicketsWork)?;
        let user = who.user;
        self.db().write(move |tx| notifications::mail::seen(tx, user, seen.until)).await
    }
}

/// Who has read a ticket has read what they were told of it.
pub(crate) fn opened(
    tx: &mut Tx<'_>,
    user: UserId,
    ticket: TicketId,
    now: Timestamp,
) -> Result<()> {
    if notifications::mark_read(tx, user, &[ticket.0], i64::MAX, now)? > 0 {
        say(tx, user, now)?;
    }
    Ok(())
}

/// Their other pages are to count anew.
fn say(tx: &mut Tx<'_>, user: UserId, now: Timestamp) -> Result<()> {
    let data = json!({ "only": user });
    events::append(tx, Actor::User(user), EventKind::NotificationChanged, None, data, now)
}
