//! The rows of an import, and what came of each.

use wissel_model::{ContactId, Error, ImportId, Result};

use crate::db::{Row, Tx};
use crate::{args, statements};

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// Its number in the file.
    pub line: i64,
    /// What stands in its columns.
    pub cells: Vec<String>,
    /// Made, changed, same or refused; nothing before it was looked at.
    pub outcome: Option<String>,
    /// Why (JSON).
    pub reason: Option<String>,
    /// Whom it is about.
    pub contact: Option<ContactId>,
}

/// What came of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// The row's number.
    pub line: i64,
    /// Made, changed, same or refused.
    pub outcome: &'static str,
    /// Why (JSON).
    pub reason: String,
    /// Whom it is about.
    pub contact: Option<ContactId>,
}

/// Rows that are written down at once.
const TOGETHER: usize = 500;

statements! {
    INSERT = "INSERT INTO contact_import_row (import_id, line, cells) SELECT {of}, {number}, {all_cells}
        {rows of int, number int, all_cells text}";
    PAGE = "SELECT line, cells, outcome, reason, contact_id FROM contact_import_row
        WHERE import_id = $1 AND line > $2 ORDER BY line LIMIT $3";
    OF_OUTCOME = "SELECT line, cells, outcome, reason, contact_id FROM contact_import_row
        WHERE import_id = $1 AND outcome = $4 AND line > $2 ORDER BY line LIMIT $3";
    CAME = "UPDATE contact_import_row SET outcome = $3, reason = $4, contact_id = $5 WHERE import_id = $1 AND line = $2";
    FORGET = "UPDATE contact_import_row SET outcome = NULL, reason = NULL, contact_id = NULL WHERE import_id = $1";
    COUNTS = "SELECT outcome, COUNT(*) FROM contact_import_row WHERE import_id = $1 AND outcome IS NOT NULL GROUP BY outcome";
}

fn read(row: &Row<'_>) -> Result<ImportRow> {
    let cells: String = row.get(1)?;
    Ok(ImportRow {
        line: row.get(0)?,
        cells: serde_json::from_str(&cells).map_err(Error::internal)?,
        outcome: row.get(2)?,
        reason: row.get(3)?,
        contact: row.get::<Option<i64>>(4)?.map(ContactId),
    })
}

/// Keeps the rows of a file.
pub(super) fn insert(tx: &mut Tx<'_>, id: ImportId, all: &[(i64, Vec<String>)]) -> Result<()> {
    for some in all.chunks(TOGETHER) {
        let mut rows = Vec::with_capacity(some.len());
        for (line, cells) in some {
            let cells = serde_json::to_string(cells).map_err(Error::internal)?;
            rows.push(args![id.0, *line, cells].to_vec());
        }
        tx.each(&INSERT, &rows)?;
    }
    Ok(())
}

/// Up to `limit` rows after this one, in their order; only those with this outcome, if one is given.
///
/// # Errors
/// As any statement.
pub fn page(
    tx: &mut Tx<'_>,
    id: ImportId,
    outcome: Option<&str>,
    after: i64,
    limit: i64,
) -> Result<Vec<ImportRow>> {
    match outcome {
        None => tx.all(&PAGE, args![id.0, after, limit], read),
        Some(outcome) => tx.all(&OF_OUTCOME, args![id.0, after, limit, outcome], read),
    }
}

/// Writes down what came of rows.
///
/// # Errors
/// As any statement.
pub fn came(tx: &mut Tx<'_>, id: ImportId, all: &[Came]) -> Result<()> {
    let rows: Vec<Vec<_>> = all
        .iter()
        .map(|one| {
            let contact = one.contact.map(|contact| contact.0);
            args![id.0, one.line, one.outcome, one.reason.as_str(), contact].to_vec()
        })
        .collect();
    let batch: Vec<_> = rows.iter().map(|row| (&CAME, row.as_slice())).collect();
    tx.batch(&batch).map(drop)
}

/// Nothing came of any row yet.
///
/// # Errors
/// As any statement.
pub fn forget(tx: &mut Tx<'_>, id: ImportId) -> Result<()> {
    tx.execute(&FORGET, args![id.0])?;
    Ok(())
}

/// How many rows came to what.
///
/// # Errors
/// As any statement.
pub fn counts(tx: &mut Tx<'_>, id: ImportId) -> Result<Vec<(String, i64)>> {
    tx.all(&COUNTS, args![id.0], |row| Ok((row.get(0)?, row.get(1)?)))
}
