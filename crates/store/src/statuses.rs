//! The pipeline: which statuses there are, and what standing in one means.

use wissel_model::Result;

use crate::db::{Row, Tx};
use crate::{args, statements};

/// One status of the pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Stays the same when it is renamed.
    pub key: String,
    /// The desk's own name; `None` = the built-in name in the reader's language.
    pub name: Option<String>,
    /// A ticket standing here is done.
    pub closed: bool,
    /// A ticket standing here fills its owner's capacity.
    pub counts: bool,
}

statements! {
    ALL = "SELECT key, name, closed, counts FROM status ORDER BY position, key";
    GET = "SELECT key, name, closed, counts FROM status WHERE key = $1";
}

fn read(row: &Row<'_>) -> Result<Status> {
    Ok(Status { key: row.get(0)?, name: row.get(1)?, closed: row.get(2)?, counts: row.get(3)? })
}

/// The whole pipeline in order.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Status>> {
    tx.all(&ALL, args![], read)
}

/// One status.
pub fn get(tx: &mut Tx<'_>, key: &str) -> Result<Option<Status>> {
    tx.first(&GET, args![key], read)
}
