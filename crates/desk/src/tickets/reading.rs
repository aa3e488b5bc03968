//! What one reads and follows: nobody else's business, and no change of the ticket.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_model::{Permission, Result, TicketId, Who};
use wissel_store::readers;

use super::see;
use crate::{Desk, notifications};

/// How one stands to a ticket; what is left out stays.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Reading {
    /// Whether one has read all that the contact wrote.
    pub read: Option<bool>,
    /// Whether one follows it.
    pub follow: Option<bool>,
}

impl Desk {
    /// Marks a ticket read or unread, or follows it, for oneself.
    ///
    /// # Errors
    /// [`wissel_model::Error::NotFound`], also for one they may not see.
    pub async fn read_ticket(&self, who: &Who, id: TicketId, reading: Reading) -> Result<()> {
        who.need(Permission::TicketsWork)?;
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                see::look(tx, &who, id)?;
                if let Some(read) = reading.read {
                    let at = if read { now } else { Timestamp::UNIX_EPOCH };
                    readers::read(tx, who.user, id, at)?;
                    if read {
                        notifications::opened(tx, who.user, id, now)?;
                    }
                }
                match reading.follow {
                    Some(follow) => readers::follow(tx, who.user, id, follow),
                    None => Ok(()),
                }
            })
            .await
    }
}
