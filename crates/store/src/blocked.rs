//! Senders whose mail goes to Spam.

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{BlockedId, Result, UserId};

use crate::db::Tx;
use crate::{args, statements};

/// A blocked sender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    /// Its id.
    pub id: BlockedId,
    /// Their e-mail address, in small letters.
    pub address: String,
    /// Who blocked them.
    pub by: Option<UserId>,
    /// When.
    pub at: Timestamp,
}

statements! {
    BLOCK = "INSERT INTO blocked_sender (address, by_user, created_at) VALUES ($1, $2, $3)
        ON CONFLICT (address) DO NOTHING";
    UNBLOCK = "DELETE FROM blocked_sender WHERE id = $1";
    FIND = "SELECT id, address, by_user, created_at FROM blocked_sender WHERE address = $1";
    PAGE = "SELECT id, address, by_user, created_at FROM blocked_sender WHERE id < $1 ORDER BY id DESC LIMIT $2";
}

fn read(row: &crate::db::Row<'_>) -> Result<Blocked> {
    Ok(Blocked {
        id: BlockedId(row.get(0)?),
        address: row.get(1)?,
        by: row.get::<Option<i64>>(2)?.map(UserId),
        at: micros(row.get(3)?),
    })
}

/// Blocks an address; one that is blocked stays so.
pub fn block(tx: &mut Tx<'_>, address: &str, by: UserId, at: Timestamp) -> Result<()> {
    tx.execute(&BLOCK, args![address, by.0, at.as_microsecond()])?;
    Ok(())
}

/// Lets them in again. False when there is none of this id.
pub fn unblock(tx: &mut Tx<'_>, id: BlockedId) -> Result<bool> {
    Ok(tx.execute(&UNBLOCK, args![id.0])? == 1)
}

/// The block of an address, if there is one.
pub fn find(tx: &mut Tx<'_>, address: &str) -> Result<Option<Blocked>> {
    tx.first(&FIND, args![address], read)
}

/// Up to `limit` blocks before the one numbered `before`, the latest first.
pub fn page(tx: &mut Tx<'_>, before: i64, limit: i64) -> Result<Vec<Blocked>> {
    tx.all(&PAGE, args![before, limit], read)
}
