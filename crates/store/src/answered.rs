//! Answers already given to requests that carried an `Idempotency-Key`.

use jiff::Timestamp;
use wissel_model::{Result, UserId};

use crate::db::Tx;
use crate::db::once::Once;
use crate::{args, statements};

/// An answer already given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Digest of the request it answered.
    pub request: String,
    /// HTTP status; 0 while the answer itself was not kept: then the work is done, and nobody was told.
    pub status: i64,
    /// The body; the number of the ticket it was about, if one, while there is no answer.
    pub body: String,
}

statements! {
    FIND = "SELECT request, status, body FROM answered WHERE user_id = $1 AND key = $2";
    KEEP = "INSERT INTO answered (user_id, key, request, status, body, at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (user_id, key) DO UPDATE SET status = excluded.status, body = excluded.body
        WHERE answered.request = excluded.request AND answered.status = 0";
    CLAIM = "INSERT INTO answered (user_id, key, request, status, body, at) VALUES ($1, $2, $3, 0, '', $4)
        ON CONFLICT (user_id, key) DO NOTHING";
    ABOUT = "UPDATE answered SET body = $3 WHERE user_id = $1 AND key = $2";
    SWEEP = "DELETE FROM answered WHERE at < $1";
}

/// The answer given to this user's key.
pub fn find(tx: &mut Tx<'_>, user: UserId, key: &str) -> Result<Option<Answer>> {
    tx.first(&FIND, args![user.0, key], |row| {
        Ok(Answer { request: row.get(0)?, status: row.get(1)?, body: row.get(2)? })
    })
}

/// Leaves the mark of a request. False when it is there already, left by a transaction that was committed.
pub(crate) fn claim(tx: &mut Tx<'_>, once: &Once) -> Result<bool> {
    let values =
        args![once.user.0, once.key.as_str(), once.request.as_str(), once.at.as_microsecond()];
    Ok(tx.execute(&CLAIM, values)? == 1)
}

/// Adds to the mark which ticket it was about.
pub(crate) fn about(tx: &mut Tx<'_>, once: &Once, ticket: i64) -> Result<()> {
    tx.execute(&ABOUT, args![once.user.0, once.key.as_str(), ticket.to_string()])?;
    Ok(())
}

/// Keeps the answer given to this user's key.
pub fn keep(
    tx: &mut Tx<'_>,
    user: UserId,
    key: &str,
    answer: &Answer,
    at: Timestamp,
) -> Result<()> {
    let values = args![
        user.0,
        key,
        answer.request.as_str(),
        answer.status,
        answer.body.as_str(),
        at.as_microsecond()
    ];
    tx.execute(&KEEP, values)?;
    Ok(())
}

/// Forgets answers given before `before`.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp) -> Result<()> {
    tx.execute(&SWEEP, args![before.as_microsecond()])?;
    Ok(())
}
