//! Forgetting what nobody will ask for again.

use jiff::SignedDuration;
use wissel_model::Result;
use wissel_store::{answered, sessions};

use crate::Desk;

/// A request is repeated within this time, or never.
const REPEATED: SignedDuration = SignedDuration::from_hours(24);

impl Desk {
    /// Forgets answers that were kept for repeated requests, and sessions that have ended by themselves.
    pub async fn tidy(&self) -> Result<()> {
        let now = self.now();
        let before = now.checked_sub(REPEATED).unwrap_or(now);
        self.db()
            .write(move |tx| {
                answered::sweep(tx, before)?;
                sessions::sweep(tx, now)
            })
            .await
    }
}
