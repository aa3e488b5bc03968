//! The desk's own settings: a document per key.

use wissel_model::Result;

use crate::db::Tx;
use crate::{args, statements};

statements! {
    GET = "SELECT value FROM setting WHERE key = $1";
    SET = "INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
}

/// The document under `key`.
pub fn get(tx: &mut Tx<'_>, key: &str) -> Result<Option<String>> {
    tx.first(&GET, args![key], |row| row.get(0))
}

/// Stores the document under `key`.
pub fn set(tx: &mut Tx<'_>, key: &str, value: &str) -> Result<()> {
    tx.execute(&SET, args![key, value])?;
    Ok(())
}
