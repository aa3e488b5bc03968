//! Answers already given to requests that carried an `Idempotency-Key`.

use jiff::Timestamp;
use wissel_model::{Result, UserId};

use crate::db::Tx;
use crate::{args, statements};

/// An answer already given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Digest of the request it answered.
    pub request: String,
    /// HTTP status.
    pub status: i64,
    /// The body.
    pub body: String,
}

statements! {
    FIND = "SELECT request, status, body FROM answered WHERE user_id = $1 AND key = $2";
    KEEP = "INSERT INTO answered (user_id, key, request, status, body, at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING";
    SWEEP = "DELETE FROM answered WHERE at < $1";
}

/// The answer given to this user's key.
pub fn find(tx: &mut Tx<'_>, user: UserId, key: &str) -> Result<Option<Answer>> {
    tx.first(&FIND, args![user.0, key], |row| {
        Ok(Answer { request: row.get(0)?, status: row.get(1)?, body: row.get(2)? })
    })
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
