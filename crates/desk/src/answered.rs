//! A POST that carried an `Idempotency-Key` is answered once; the same again gets the same answer.

use wissel_model::{Error, Result, Who};
use wissel_store::answered::{self, Answer};

use crate::Desk;

impl Desk {
    /// The status and body given to this person's key before.
    ///
    /// # Errors
    /// Refusal `key.reused` when the key came with another request.
    pub async fn answered(
        &self,
        who: &Who,
        key: &str,
        request: &str,
    ) -> Result<Option<(i64, String)>> {
        let (user, key, request) = (who.user, key.to_owned(), request.to_owned());
        match self.db().read(move |tx| answered::find(tx, user, &key)).await? {
            Some(answer) if answer.request != request => Err(Error::refused("key.reused")),
            other => Ok(other.map(|answer| (answer.status, answer.body))),
        }
    }

    /// Keeps the answer to this person's key.
    pub async fn keep_answer(
        &self,
        who: &Who,
        key: &str,
        request: &str,
        status: i64,
        body: String,
    ) -> Result<()> {
        let (user, key, now) = (who.user, key.to_owned(), self.now());
        let answer = Answer { request: request.to_owned(), status, body };
        self.db().write(move |tx| answered::keep(tx, user, &key, &answer, now)).await
    }
}
