//! Forgetting what nobody will ask for again.

use jiff::SignedDuration;
use wissel_model::Result;
use wissel_store::contacts::imports;
use wissel_store::{answered, notifications, presence, sessions};

use crate::Desk;

/// A file of contacts is brought, tried and done within this time; then it is forgotten, for it is full of people.
const BROUGHT: SignedDuration = SignedDuration::from_hours(7 * 24);
/// What somebody was told of and has read is shown for this long.
const NEWS: SignedDuration = SignedDuration::from_hours(30 * 24);
/// A request is repeated within this time, or never.
const REPEATED: SignedDuration = SignedDuration::from_hours(24);

impl Desk {
    /// Forgets answers that were kept for repeated requests, old notifications that were read, who was at which ticket yesterday, files of contacts that
    /// were taken in, and sessions that have ended by themselves.
    pub async fn tidy(&self) -> Result<()> {
        let now = self.now();
        let before = now.checked_sub(REPEATED).unwrap_or(now);
        let news = now.checked_sub(NEWS).unwrap_or(now);
        let brought = now.checked_sub(BROUGHT).unwrap_or(now);
        self.db()
            .write(move |tx| {
                answered::sweep(tx, before)?;
                imports::sweep(tx, brought)?;
                notifications::prune(tx, news)?;
                presence::sweep(tx, before)?;
                sessions::sweep(tx, now)
            })
            .await
    }
}
