//! One-time links to set a password. Only the hash of a link's token is stored.

use jiff::Timestamp;
use wissel_model::{Result, UserId};

use crate::db::Tx;
use crate::{args, statements};

statements! {
    REPLACE_USER = "DELETE FROM invitation WHERE user_id = $1";
    REPLACE_FIRST = "DELETE FROM invitation WHERE user_id IS NULL";
    INSERT = "INSERT INTO invitation (token_hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)";
    FIND = "SELECT user_id FROM invitation WHERE token_hash = $1 AND expires_at > $2";
    USE = "DELETE FROM invitation WHERE token_hash = $1";
}

/// Stores a link for `user` (`None` = for the first admin). Earlier links for the same person stop working.
pub fn make(
    tx: &mut Tx<'_>,
    token_hash: &str,
    user: Option<UserId>,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<()> {
    match user {
        Some(user) => tx.execute(&REPLACE_USER, args![user.0])?,
        None => tx.execute(&REPLACE_FIRST, args![])?,
    };
    let user = user.map(|user| user.0);
    tx.execute(
        &INSERT,
        args![token_hash, user, now.as_microsecond(), expires_at.as_microsecond()],
    )?;
    Ok(())
}

/// For whom the link is, if it still works: `Some(None)` is the first admin.
pub fn find(tx: &mut Tx<'_>, token_hash: &str, now: Timestamp) -> Result<Option<Option<UserId>>> {
    tx.first(&FIND, args![token_hash, now.as_microsecond()], |row| {
        Ok(row.get::<Option<i64>>(0)?.map(UserId))
    })
}

/// Uses a link up. False when somebody was faster.
pub fn use_up(tx: &mut Tx<'_>, token_hash: &str) -> Result<bool> {
    Ok(tx.execute(&USE, args![token_hash])? == 1)
}
