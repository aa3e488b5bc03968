//! The log as the live stream needs it, so that a test can put something else in the database's place.

use wissel_desk::Desk;
use wissel_desk::live::Followed;
use wissel_model::Result;
use wissel_store::events::Cursor;

/// Something that grows at its end and is read in order.
pub(super) trait Log: Sync {
    /// What it is made of.
    type Event: Send + Sync;

    /// Where this one stands.
    fn at(event: &Self::Event) -> Cursor;

    /// Up to so many of what comes after a place, and where they end.
    fn tail(
        &self,
        after: Cursor,
        most: i64,
    ) -> impl Future<Output = Result<(Vec<Self::Event>, Cursor)>> + Send;

    /// How many come after a place, counted up to `most`.
    fn ahead(&self, after: Cursor, most: i64) -> impl Future<Output = Result<i64>> + Send;

    /// Where it ends now.
    fn end(&self) -> impl Future<Output = Result<Cursor>> + Send;
}

impl Log for Desk {
    type Event = Followed;

    fn at(event: &Followed) -> Cursor {
        event.cursor
    }

    async fn tail(&self, after: Cursor, most: i64) -> Result<(Vec<Followed>, Cursor)> {
        Desk::tail(self, after, most).await
    }

    async fn ahead(&self, after: Cursor, most: i64) -> Result<i64> {
        self.events_ahead(after, most).await
    }

    async fn end(&self) -> Result<Cursor> {
        self.last_cursor().await
    }
}
