//! Work that must not be done twice: a mark of the request is left in the transaction that does it.
//!
//! Whoever asked and got no answer asks again, of this process or of another, now or after a crash. The mark is there
//! when the work is, and only then; nobody has to say so verb by verb, as every change goes through [`Db::write`](super::Db::write).

use super::Tx;
use crate::answered;
use jiff::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use wissel_model::{Error, Result, TicketId, UserId};

/// A request with a key of its sender's choice.
#[derive(Debug)]
pub struct Once {
    /// Whose.
    pub user: UserId,
    /// The key.
    pub key: String,
    /// Digest of the request.
    pub request: String,
    /// Now.
    pub at: Timestamp,
    done: AtomicBool,
}

tokio::task_local! { static ASKED: Arc<Once>; }

/// The refusal of whoever comes second.
pub const ALREADY_DONE: &str = "request.already_done";

impl Once {
    /// A request that was not begun.
    #[must_use]
    pub fn new(user: UserId, key: String, request: String, at: Timestamp) -> Self {
        Self { user, key, request, at, done: AtomicBool::new(false) }
    }

    /// Does `work`; the first transaction in it that writes leaves the mark. When somebody else's did, that
    /// transaction leaves nothing and is refused as [`ALREADY_DONE`].
    pub async fn during<W: Future>(self, work: W) -> W::Output {
        ASKED.scope(Arc::new(self), work).await
    }

    /// Leaves the mark; for work that is done in one transaction with that of others. The refusal when it is there
    /// already, left by a transaction that was committed; then nothing was written.
    ///
    /// # Errors
    /// The database's own.
    pub fn claim(&self, tx: &mut Tx<'_>) -> Result<Result<()>> {
        Ok(if answered::claim(tx, self)? { Ok(()) } else { Err(Error::refused(ALREADY_DONE)) })
    }

    /// Adds to the mark which ticket it was about.
    ///
    /// # Errors
    /// The database's own.
    pub fn about(&self, tx: &mut Tx<'_>, ticket: TicketId) -> Result<()> {
        answered::about(tx, self, ticket.0)
    }

    /// The transaction that left the mark was committed: what this task writes from now on is no part of it.
    pub fn done(&self) {
        self.done.store(true, Ordering::Release);
    }
}

/// The request that this task is about, while nothing was written for it.
#[must_use]
pub fn asked() -> Option<Arc<Once>> {
    ASKED.try_with(Arc::clone).ok().filter(|once| !once.done.load(Ordering::Acquire))
}

/// `f`, in a transaction that leaves the mark: first, so that the second of two waits here, with nothing in its hands.
pub(super) fn claimed<T, F>(
    once: Option<Arc<Once>>,
    f: F,
) -> impl Fn(&mut Tx<'_>) -> Result<T> + use<T, F>
where
    F: Fn(&mut Tx<'_>) -> Result<T>,
{
    move |tx| {
        let Some(once) = &once else { return f(tx) };
        if !answered::claim(tx, once)? {
            return Err(Error::refused(ALREADY_DONE));
        }
        let answer = f(tx)?;
        if let Some(ticket) = tx.about {
            answered::about(tx, once, ticket)?;
        }
        Ok(answer)
    }
}
