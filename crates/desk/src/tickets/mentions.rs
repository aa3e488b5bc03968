//! Colleagues named in a note, and the view of the tickets in which one was.

use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::Timestamp;
use wissel_model::{CommentId, Error, Permission, Result, UserId, Who};
use wissel_store::tickets::{self, Ticket};
use wissel_store::{Tx, mentions};

use super::see;
use crate::people;
use crate::view::{Page, TicketRow};

/// Colleagues that one note can mention.
const MOST: usize = 20;
/// Tickets with a mention that are looked at; nobody has more before them at once.
const LOOKED_AT: i64 = 300;

/// Notes whom a comment mentions.
///
/// # Errors
/// Field `html` when there are too many, or one of them may not see the ticket.
pub(super) fn mention(
    tx: &mut Tx<'_>,
    ticket: &Ticket,
    comment: CommentId,
    users: &[UserId],
    at: Timestamp,
) -> Result<()> {
    if users.len() > MOST {
        return Err(Error::field("html", "invalid.mentions"));
    }
    for user in users {
        let who = people::who(tx, *user)?;
        let sees = |who: &Who| who.may(Permission::TicketsWork) && see::visible(who, ticket);
        if !who.is_some_and(|who| sees(&who)) {
            return Err(Error::field("html", "invalid.mention"));
        }
        mentions::mention(tx, *user, ticket.id, comment, at)?;
    }
    Ok(())
}

/// The tickets in which they were mentioned, latest activity first: those that are open, or were mentioned after their end.
pub(super) fn of(tx: &mut Tx<'_>, who: &Who) -> Result<Vec<Ticket>> {
    let latest = mentions::latest(tx, who.user, LOOKED_AT)?;
    if latest.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = latest.iter().map(|(ticket, _)| ticket.0).collect();
    let at: HashMap<_, _> = latest.into_iter().collect();
    let mut found = tickets::many(tx, &ids)?;
    found.retain(|ticket| {
        let since = ticket.closed_at.is_none_or(|closed| at[&ticket.id] > closed);
        since && see::visible(who, ticket)
    });
    found.sort_unstable_by_key(|ticket| Reverse((ticket.updated_at, ticket.id)));
    Ok(found)
}

pub(super) fn page(tx: &mut Tx<'_>, who: &Who) -> Result<Page<TicketRow>> {
    let found = of(tx, who)?;
    Ok(Page { items: super::show::rows(tx, who, found)?, next: None })
}
