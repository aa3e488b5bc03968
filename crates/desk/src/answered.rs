//! A POST that carried an `Idempotency-Key` is done once and answered once; the same again gets the same answer.
//!
//! That it was done is written down by the very transaction that does it; its answer a moment later. Between the two
//! a process can be killed, and another can be asked: then it is known that it was done, and about which ticket.

use wissel_model::{Error, Result, TicketId, Who};
use wissel_store::answered::{self, Answer};
use wissel_store::db::once::Once;

use crate::Desk;

/// What is known of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nothing of it was done.
    Nothing,
    /// It was done, and this is the answer.
    Answered {
        /// HTTP status.
        status: i64,
        /// The body.
        body: String,
    },
    /// It was done, and its answer is on its way or was lost.
    Done(Option<TicketId>),
}

impl Desk {
    /// What became of the request that this person gave this key.
    ///
    /// # Errors
    /// Refusal `key.reused` when the key came with another request.
    pub async fn answered(&self, who: &Who, key: &str, request: &str) -> Result<Known> {
        let (user, key, request) = (who.user, key.to_owned(), request.to_owned());
        match self.db().read(move |tx| answered::find(tx, user, &key)).await? {
            None => Ok(Known::Nothing),
            Some(answer) if answer.request != request => Err(Error::refused("key.reused")),
            Some(answer) if answer.status == 0 => {
                Ok(Known::Done(answer.body.parse().ok().map(TicketId)))
            }
            Some(answer) => Ok(Known::Answered { status: answer.status, body: answer.body }),
        }
    }

    /// Does `work` unless it was done: what it writes first is written with this person's key, or not at all. Then it
    /// comes back with the refusal [`ALREADY_DONE`](wissel_store::db::once::ALREADY_DONE).
    pub async fn once<W: Future>(&self, who: &Who, key: &str, request: &str, work: W) -> W::Output {
        let once = Once::new(who.user, key.to_owned(), request.to_owned(), self.now());
        once.during(work).await
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
