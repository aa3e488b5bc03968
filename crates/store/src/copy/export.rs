//! Writing a copy.

use std::collections::BTreeSet;
use std::io::Write;

use serde_json::{Value as Json, json};
use wissel_model::{Error, Result};

use super::{BLOBS, TABLES, columns, made, number};
use crate::args;
use crate::db::schema::{Column, describe};
use crate::db::{Db, Row, Sql, Tx};

/// Rows fetched at once.
const PIECE: i64 = 2_000;

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exported {
    /// Rows of all tables.
    pub rows: u64,
    /// Names of the blobs that the rows need.
    pub blobs: BTreeSet<String>,
}

/// Writes all rows as they stand at one moment. `begin` gives the place to write to, and may be asked again when the
/// database had to be asked again.
///
/// # Errors
/// As [`Db::read`]; `Unavailable` when the place cannot be written to.
pub async fn export<W, F>(db: &Db, begin: F) -> Result<Exported>
where
    W: Write,
    F: Fn() -> Result<W> + Send + Sync + 'static,
{
    let described = describe(db).await?;
    db.read(move |tx| {
        let (mut into, mut done) = (begin()?, Exported::default());
        for table in TABLES {
            write(tx, &mut into, table, &columns(&described, table), &mut done)?;
        }
        into.flush().map_err(unwritten)?;
        Ok(done)
    })
    .await
}

fn write(
    tx: &mut Tx<'_>,
    into: &mut impl Write,
    table: &str,
    columns: &[Column],
    done: &mut Exported,
) -> Result<()> {
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    line(into, &json!({ "table": table, "columns": names }))?;
    let (sql, number) = statement(table, &names, number(columns));
    let mut after = i64::MIN;
    loop {
        let rows = match number {
            Some(_) => tx.all(&sql, args![after, PIECE], |row| read(row, columns))?,
            None => tx.all(&sql, args![], |row| read(row, columns))?,
        };
        for row in &rows {
            note_blobs(table, &names, row, done);
            line(into, row)?;
        }
        done.rows += rows.len() as u64;
        let last = number.and_then(|at| rows.last()?.get(at)?.as_i64());
        match last {
            Some(last) if rows.len() as i64 == PIECE => after = last,
            _ => return Ok(()),
        }
    }
}

/// The statement, and the place of the number it goes by.
fn statement(table: &str, names: &[&str], number: Option<&str>) -> (Sql, Option<usize>) {
    let list = names.join(", ");
    let Some(number) = number else {
        return (made("copy::EXPORT", format!("SELECT {list} FROM {table}")), None);
    };
    let text = format!("SELECT {list} FROM {table} WHERE {number} > $1 ORDER BY {number} LIMIT $2");
    (made("copy::EXPORT_PIECE", text), names.iter().position(|name| *name == number))
}

fn read(row: &Row<'_>, columns: &[Column]) -> Result<Json> {
    let cells = columns.iter().enumerate().map(|(i, column)| {
        Ok(match column.class.as_str() {
            "int" => json!(row.get::<Option<i64>>(i)?),
            "bool" => json!(row.get::<Option<bool>>(i)?),
            "text" => json!(row.get::<Option<String>>(i)?),
            other => {
                return Err(Error::Internal(format!(
                    "no copy of {}.{}: {other}",
                    column.table, column.name
                )));
            }
        })
    });
    cells.collect()
}

fn note_blobs(table: &str, names: &[&str], row: &Json, done: &mut Exported) {
    for (_, column) in BLOBS.iter().filter(|(of, _)| *of == table) {
        let at = names.iter().position(|name| name == column);
        done.blobs.extend(at.and_then(|at| row.get(at)?.as_str()).map(str::to_owned));
    }
}

fn line(into: &mut impl Write, value: &Json) -> Result<()> {
    writeln!(into, "{value}").map_err(unwritten)
}

fn unwritten(error: std::io::Error) -> Error {
    Error::Unavailable(format!("the copy cannot be written: {error}"))
}
