//! Files of contacts that are being taken in.

pub mod rows;

use jiff::Timestamp;
use wissel_model::{Error, ImportId, Result, UserId};

use crate::db::{Row, Tx};
use crate::{args, statements};

/// An import as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// Rises whenever it is tried or done anew: an older try has no say any more.
    pub version: i64,
    /// Who brought the file.
    pub made_by: UserId,
    /// The file's name.
    pub file: String,
    /// What the columns are called in it.
    pub head: Vec<String>,
    /// What each column is (JSON).
    pub meanings: String,
    /// What becomes of contacts who are known already.
    pub known: String,
    /// How far it has come: uploaded, trying, tried, importing, imported.
    pub state: String,
    /// How many rows it has.
    pub total: i64,
    /// How many of them were looked at.
    pub done: i64,
}

statements! {
    INSERT = "INSERT INTO contact_import (made_by, file, head, meanings, known, state, total, created_at)
        VALUES ($1, $2, $3, $4, 'fill', 'uploaded', $5, $6) {made id}";
    GET = "SELECT id, version, made_by, file, head, meanings, known, state, total, done FROM contact_import WHERE id = $1";
    LOCK = "SELECT id, version, made_by, file, head, meanings, known, state, total, done FROM contact_import
        WHERE id = $1 {lock}";
    SAVE = "UPDATE contact_import SET version = $2, meanings = $3, known = $4, state = $5, done = $6 WHERE id = $1";
    SWEEP_ROWS = "DELETE FROM contact_import_row WHERE import_id IN (SELECT id FROM contact_import WHERE created_at < $1)";
    SWEEP = "DELETE FROM contact_import WHERE created_at < $1";
}

fn read(row: &Row<'_>) -> Result<Import> {
    let head: String = row.get(4)?;
    Ok(Import {
        id: ImportId(row.get(0)?),
        version: row.get(1)?,
        made_by: UserId(row.get(2)?),
        file: row.get(3)?,
        head: serde_json::from_str(&head).map_err(Error::internal)?,
        meanings: row.get(5)?,
        known: row.get(6)?,
        state: row.get(7)?,
        total: row.get(8)?,
        done: row.get(9)?,
    })
}

/// Keeps a file that was read: its columns and its rows, each with its number in the file.
///
/// # Errors
/// As any statement.
pub fn insert(
    tx: &mut Tx<'_>,
    by: UserId,
    file: &str,
    (head, meanings): (&[String], &str),
    all: &[(i64, Vec<String>)],
    at: Timestamp,
) -> Result<ImportId> {
    let head = serde_json::to_string(head).map_err(Error::internal)?;
    let total = i64::try_from(all.len()).map_err(Error::internal)?;
    let args = args![by.0, file, head, meanings, total, at.as_microsecond()];
    let id = ImportId(tx.make(&INSERT, args)?);
    rows::insert(tx, id, all)?;
    Ok(id)
}

/// One import.
///
/// # Errors
/// As any statement.
pub fn get(tx: &mut Tx<'_>, id: ImportId) -> Result<Option<Import>> {
    tx.first(&GET, args![id.0], read)
}

/// One import, held against change until the transaction ends.
///
/// # Errors
/// As any statement.
pub fn lock(tx: &mut Tx<'_>, id: ImportId) -> Result<Option<Import>> {
    tx.first(&LOCK, args![id.0], read)
}

/// Stores how an import stands.
///
/// # Errors
/// As any statement.
pub fn save(tx: &mut Tx<'_>, import: &Import) -> Result<()> {
    let Import { id, version, meanings, known, state, done, .. } = import;
    let args = args![id.0, *version, meanings.as_str(), known.as_str(), state.as_str(), *done];
    tx.execute(&SAVE, args)?;
    Ok(())
}

/// Forgets the files that were brought before this moment; the contacts stay.
///
/// # Errors
/// As any statement.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp) -> Result<()> {
    let before = before.as_microsecond();
    tx.batch(&[(&SWEEP_ROWS, args![before]), (&SWEEP, args![before])]).map(drop)
}
