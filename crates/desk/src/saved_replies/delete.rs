//! Deleting a saved reply.

use wissel_model::{Result, SavedReplyId, Who};
use wissel_store::saved_replies;

use super::create::told;
use super::list::{changeable, may_read};
use crate::Desk;

impl Desk {
    /// Deletes a saved reply. What was written with it stays.
    ///
    /// # Errors
    /// [`wissel_model::Error::NotFound`]; [`wissel_model::Error::Forbidden`] for one that is everybody's.
    pub async fn delete_saved_reply(&self, who: &Who, id: SavedReplyId) -> Result<()> {
        may_read(who)?;
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let reply = changeable(tx, &who, id)?;
                saved_replies::delete(tx, id)?;
                told(tx, &who, id, reply.owner, now)
            })
            .await
    }
}
