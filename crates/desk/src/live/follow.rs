//! Following the log.

use jiff::Timestamp;
use serde::Serialize;
use tokio::sync::watch;
use utoipa::ToSchema;
use wissel_model::{Result, TicketId, Who};
use wissel_store::events::{self, Cursor};

use super::followed::{Followed, followed};
use crate::Desk;
use crate::view::Author;

/// An event as shown.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EventView {
    /// Its place in the log: resume after it.
    pub cursor: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who did it.
    pub actor: Author,
    /// What, as a key.
    pub kind: String,
    /// To which ticket.
    pub ticket: Option<TicketId>,
    /// More about it.
    #[schema(value_type = Object)]
    pub data: serde_json::Value,
}

impl Desk {
    /// The events after `cursor` that `who` may see, and where to go on from: later than the last of them when the
    /// ones behind it were not for their eyes.
    pub async fn events_after(
        &self,
        who: &Who,
        cursor: Cursor,
        limit: i64,
    ) -> Result<(Vec<EventView>, Cursor)> {
        let (found, next) = self.tail(cursor, limit).await?;
        let theirs = found.into_iter().filter(|event| event.visible_to(who));
        Ok((theirs.map(|event| event.view).collect(), next))
    }

    /// The events after `cursor`, for many readers at once: whoever hands them on asks [`Followed::visible_to`].
    pub async fn tail(&self, cursor: Cursor, limit: i64) -> Result<(Vec<Followed>, Cursor)> {
        self.db()
            .read(move |tx| {
                let found = events::after(tx, cursor, limit.clamp(1, 1000))?;
                let next = found.last().map_or(cursor, |last| last.cursor);
                Ok((followed(tx, found)?, next))
            })
            .await
    }

    /// How many events lie after `cursor`, counted up to `most`.
    pub async fn events_ahead(&self, cursor: Cursor, most: i64) -> Result<i64> {
        self.db().read(move |tx| events::ahead(tx, cursor, most)).await
    }

    /// Where the log ends now.
    pub async fn last_cursor(&self) -> Result<Cursor> {
        self.db().read(events::last).await
    }

    /// Moves whenever the log does; says nothing of what happened.
    #[must_use]
    pub fn changed(&self) -> watch::Receiver<u64> {
        self.db().changed()
    }
}
