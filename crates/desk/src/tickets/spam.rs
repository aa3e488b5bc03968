//! Senders whom nobody wants to hear: what they write goes to Spam, where it can be taken out again.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_channels::mail::address;
use wissel_model::ticket::status;
use wissel_model::{Actor, BlockedId, Error, EventKind, Permission, Result, Who};
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, blocked as senders, channels, events, line, tickets};

use super::Arrival;
use crate::Desk;
use crate::view::{BlockedView, Page, Part};

/// A sender to be blocked.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Their e-mail address.
    pub address: String,
}

impl Desk {
    /// Blocks a sender. What they write from now on goes to Spam.
    ///
    /// # Errors
    /// Field `address` for what is none, or one of this desk's own.
    pub async fn block_sender(&self, who: &Who, block: Block) -> Result<BlockedView> {
        who.need(Permission::TicketsWork)?;
        let address = address::normalise(&block.address).map(|address| address.to_lowercase());
        let address = address.ok_or_else(|| Error::field("address", "invalid.email"))?;
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let own =
                    |channel: &channels::Channel| channel.address.as_deref() == Some(&address);
                if channels::all(tx)?.iter().any(own) {
                    return Err(Error::field("address", "invalid.address_own"));
                }
                senders::block(tx, &address, who.user, now)?;
                let made = senders::find(tx, &address)?;
                made.map(shown).ok_or_else(|| Error::internal("what was just blocked"))
            })
            .await
    }

    /// Lets a sender in again.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn unblock_sender(&self, who: &Who, id: BlockedId) -> Result<()> {
        who.need(Permission::TicketsWork)?;
        let found = self.db().write(move |tx| senders::unblock(tx, id)).await?;
        if found { Ok(()) } else { Err(Error::NotFound("sender")) }
    }

    /// The blocked senders, the latest first.
    ///
    /// # Errors
    /// Fields `limit` and `cursor`.
    pub async fn blocked_senders(&self, who: &Who, part: Part) -> Result<Page<BlockedView>> {
        who.need(Permission::TicketsWork)?;
        let size = part.size()?;
        let before = part.after::<1>()?.map_or(i64::MAX, |[id]| id);
        let mut found = self.db().read(move |tx| senders::page(tx, before, size + 1)).await?;
        let more = found.len() as i64 > size;
        found.truncate(usize::try_from(size).unwrap_or(0));
        let next = found.last().filter(|_| more).map(|last| last.id.to_string());
        Ok(Page { items: found.into_iter().map(shown).collect(), next })
    }
}

fn shown(found: senders::Blocked) -> BlockedView {
    BlockedView { id: found.id, address: found.address, at: found.at }
}

/// Whether nobody wants to hear this sender.
pub(super) fn blocked(tx: &mut Tx<'_>, address: &str) -> Result<bool> {
    Ok(senders::find(tx, &address.to_lowercase())?.is_some())
}

/// A ticket that was just made of what a blocked sender wrote goes to Spam, before anybody is troubled with it.
pub(super) fn kept_out(
    tx: &mut Tx<'_>,
    before: Ticket,
    arrival: &Arrival,
    now: Timestamp,
) -> Result<Ticket> {
    if !blocked(tx, &arrival.message.from_address)? {
        return Ok(before);
    }
    let mut after = before.clone();
    super::move_to(tx, &mut after, status::CLOSED, now)?;
    after.spam = true;
    let after = tickets::save(tx, &before, after)?;
    line::leave(tx, after.id)?;
    let data = json!({ "spam": true, "blocked": true });
    events::append(tx, Actor::System, EventKind::TicketChanged, Some(after.id), data, now)?;
    Ok(after)
}
