//! Saved replies: everybody's, and each user's own.

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{Error, Result, SavedReplyId, UserId};

use crate::db::{Row, Tx};
use crate::{args, statements};

/// A saved reply as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedReply {
    /// Its id.
    pub id: SavedReplyId,
    /// Whose it is; `None` = everybody's.
    pub owner: Option<UserId>,
    /// Where it is listed; empty for none.
    pub folder: String,
    /// What people call it.
    pub name: String,
    /// What it says, with placeholders.
    pub text: String,
    /// Rises with every change.
    pub version: i64,
    /// When it last changed.
    pub updated_at: Timestamp,
}

statements! {
    INSERT = "INSERT INTO saved_reply (whose, folder, name, body, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $5) RETURNING id";
    UPDATE = "UPDATE saved_reply SET whose = $3, folder = $4, name = $5, body = $6, updated_at = $7,
        version = version + 1 WHERE id = $1 AND version = $2";
    DELETE = "DELETE FROM saved_reply WHERE id = $1";
    SHARED = "SELECT id, whose, folder, name, body, version, updated_at FROM saved_reply WHERE whose IS NULL
        ORDER BY folder, name LIMIT $1";
    OWN = "SELECT id, whose, folder, name, body, version, updated_at FROM saved_reply WHERE whose = $1
        ORDER BY folder, name LIMIT $2";
    COUNT_SHARED = "SELECT COUNT(*) FROM saved_reply WHERE whose IS NULL";
    COUNT_OWN = "SELECT COUNT(*) FROM saved_reply WHERE whose = $1";
    GET = "SELECT id, whose, folder, name, body, version, updated_at FROM saved_reply WHERE id = $1";
    LOCK = "SELECT id, whose, folder, name, body, version, updated_at FROM saved_reply WHERE id = $1 {lock}";
}

fn read(row: &Row<'_>) -> Result<SavedReply> {
    Ok(SavedReply {
        id: SavedReplyId(row.get(0)?),
        owner: row.get::<Option<i64>>(1)?.map(UserId),
        folder: row.get(2)?,
        name: row.get(3)?,
        text: row.get(4)?,
        version: row.get(5)?,
        updated_at: micros(row.get(6)?),
    })
}

/// Stores a new one; its id is given out here.
///
/// # Errors
/// Constraint `saved_reply_shared` or `saved_reply_private` when the name is taken in its folder.
pub fn insert(tx: &mut Tx<'_>, new: &SavedReply) -> Result<SavedReplyId> {
    let args = args![
        new.owner.map(|user| user.0),
        new.folder.as_str(),
        new.name.as_str(),
        new.text.as_str(),
        new.updated_at.as_microsecond()
    ];
    Ok(SavedReplyId(tx.one(&INSERT, args, |row| row.get(0))?))
}

/// Overwrites one.
///
/// # Errors
/// As [`insert`]; [`Error::Changed`] when its version is not the one in `after`.
pub fn update(tx: &mut Tx<'_>, after: &SavedReply) -> Result<()> {
    let args = args![
        after.id.0,
        after.version,
        after.owner.map(|user| user.0),
        after.folder.as_str(),
        after.name.as_str(),
        after.text.as_str(),
        after.updated_at.as_microsecond()
    ];
    match tx.execute(&UPDATE, args)? {
        0 => Err(Error::Changed { what: "saved_reply", version: after.version }),
        _ => Ok(()),
    }
}

/// Deletes one. Replies that were written with it stay what they are.
pub fn delete(tx: &mut Tx<'_>, id: SavedReplyId) -> Result<()> {
    tx.execute(&DELETE, args![id.0])?;
    Ok(())
}

/// Everybody's (`owner` is `None`) or somebody's own, by folder and name.
pub fn of(tx: &mut Tx<'_>, owner: Option<UserId>, limit: i64) -> Result<Vec<SavedReply>> {
    match owner {
        None => tx.all(&SHARED, args![limit], read),
        Some(user) => tx.all(&OWN, args![user.0, limit], read),
    }
}

/// How many are everybody's, or somebody's own.
pub fn count(tx: &mut Tx<'_>, owner: Option<UserId>) -> Result<i64> {
    match owner {
        None => tx.one(&COUNT_SHARED, args![], |row| row.get(0)),
        Some(user) => tx.one(&COUNT_OWN, args![user.0], |row| row.get(0)),
    }
}

/// One of them.
pub fn get(tx: &mut Tx<'_>, id: SavedReplyId) -> Result<Option<SavedReply>> {
    tx.first(&GET, args![id.0], read)
}

/// One of them, held against change until the transaction ends.
pub fn lock(tx: &mut Tx<'_>, id: SavedReplyId) -> Result<Option<SavedReply>> {
    tx.first(&LOCK, args![id.0], read)
}
