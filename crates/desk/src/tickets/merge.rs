//! Two tickets about one thing become one, and two again when that was a mistake. Nothing is moved: the conversation
//! of the one that stays shows both, and what is written to the other arrives there.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_model::ticket::status;
use wissel_model::{Actor, Error, EventKind, Permission, Result, TicketId, Who};
use wissel_store::merges::{self, Merge};
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, events, line, tickets};

use super::visible;
use crate::Desk;
use crate::view::TicketView;

/// So many tickets go on in one.
const MOST: usize = 20;

/// Where a ticket goes on.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeInto {
    /// The number of the ticket that stays.
    pub into: TicketId,
}

impl Desk {
    /// Merges a ticket into another: it is closed, and goes on there. Answers with the one that stays.
    ///
    /// # Errors
    /// Field `into` for a ticket that cannot be it; refusal `merge.already` or `merge.too_many`.
    pub async fn merge_ticket(
        &self,
        who: &Who,
        id: TicketId,
        MergeInto { into }: MergeInto,
    ) -> Result<TicketView> {
        who.need(Permission::TicketsWork)?;
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                // In the order of their numbers, whichever is merged into which.
                let held = tickets::lock_many(tx, &[id.0, into.0])?;
                let seen = |id| held.iter().find(|one| one.id == id && visible(&who, one));
                let from = seen(id).ok_or(Error::NotFound("ticket"))?;
                let no = |code| Error::field("into", code);
                let stays = seen(into).ok_or_else(|| no("invalid.merge_into"))?;
                if id == into || merges::get(tx, into)?.is_some() {
                    return Err(no("invalid.merge_into"));
                }
                if merges::get(tx, id)?.is_some() {
                    return Err(Error::refused("merge.already"));
                }
                let there = merges::family(tx, into)?.len() + merges::family(tx, id)?.len();
                if there >= MOST {
                    return Err(Error::refused("merge.too_many"));
                }
                let merge = Merge { ticket: id, into, status_before: from.status.clone() };
                merges::put(tx, &merge, who.user, now)?;
                closed(tx, from, now)?;
                tickets::save(tx, stays, Ticket { updated_at: now, ..stays.clone() })?;
                tell(tx, &who, EventKind::TicketMerged, &merge, now)?;
                super::show::made(tx, &who, into)
            })
            .await
    }

    /// Undoes a merge: the ticket stands by itself again, at the status it had. Answers with it.
    ///
    /// # Errors
    /// [`Error::NotFound`]; refusal `merge.none` for one that was not merged.
    pub async fn unmerge_ticket(&self, who: &Who, id: TicketId) -> Result<TicketView> {
        who.need(Permission::TicketsWork)?;
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let before = tickets::lock(tx, id)?.ok_or(Error::NotFound("ticket"))?;
                let merge = merges::get(tx, id)?;
                // Who sees the one that stays reads both there.
                if !visible(&who, &before) {
                    let into = merge.as_ref().map_or(id, |merge| merge.into);
                    super::see::look(tx, &who, into)?;
                }
                let merge = merge.ok_or_else(|| Error::refused("merge.none"))?;
                merges::delete(tx, id)?;
                let mut after = Ticket { updated_at: now, ..before.clone() };
                super::move_to(tx, &mut after, &merge.status_before, now)?;
                let after = tickets::save(tx, &before, after)?;
                if before.at_rest() && !after.at_rest() {
                    super::reopen::reopened(tx, after, now)?;
                }
                tell(tx, &who, EventKind::TicketUnmerged, &merge, now)?;
                super::show::made(tx, &who, id)
            })
            .await
    }
}

fn closed(tx: &mut Tx<'_>, before: &Ticket, now: Timestamp) -> Result<()> {
    let mut after = Ticket { updated_at: now, ..before.clone() };
    super::move_to(tx, &mut after, status::CLOSED, now)?;
    tickets::save(tx, before, after)?;
    line::leave(tx, before.id)
}

/// Both conversations tell of it.
fn tell(tx: &mut Tx<'_>, who: &Who, kind: EventKind, merge: &Merge, at: Timestamp) -> Result<()> {
    for of in [merge.ticket, merge.into] {
        let data = json!({ "ticket": merge.ticket, "into": merge.into });
        events::append(tx, Actor::User(who.user), kind, Some(of), data, at)?;
    }
    Ok(())
}
