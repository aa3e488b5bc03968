//! Reading a copy into an empty desk.

use std::io::BufRead;

use serde::Deserialize;
use serde_json::Value as Json;
use wissel_model::{Error, Result};

use super::{LATER, TABLES, columns, made, number};
use crate::db::schema::{Column, describe};
use crate::db::{Db, Dialect, Sql, Tx, Value};
use crate::{args, statements};

/// Rows sent at once.
const PIECE: usize = 500;

statements! {
    /// Whether somebody uses this desk.
    USED = "SELECT EXISTS (SELECT 1 FROM app_user) OR EXISTS (SELECT 1 FROM ticket)";
}

/// The line that begins a table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    table: String,
    columns: Vec<String>,
}

/// Reads all rows into a migrated desk that nobody uses yet, all or nothing; the number of rows. `begin` gives the
/// copy's lines, and may be asked again when the database had to be asked again.
///
/// # Errors
/// `Refused("restore.not_empty")`, `Refused("restore.damaged")`; as [`Db::write`].
pub async fn import<R, F>(db: &Db, begin: F) -> Result<u64>
where
    R: BufRead,
    F: Fn() -> Result<R> + Send + Sync + 'static,
{
    let described = describe(db).await?;
    db.write(move |tx| {
        clear(tx, &described)?;
        let mut table: Option<Table> = None;
        let mut rows = 0;
        for line in begin()?.lines() {
            let line = line
                .map_err(|error| Error::Unavailable(format!("the copy cannot be read: {error}")))?;
            if line.starts_with('{') {
                if let Some(full) = table.take() {
                    full.end(tx)?;
                }
                table = Some(Table::begin(
                    serde_json::from_str(&line).map_err(|_| damaged())?,
                    &described,
                )?);
            } else {
                table.as_mut().ok_or_else(damaged)?.row(tx, &line)?;
                rows += 1;
            }
        }
        table.ok_or_else(damaged)?.end(tx)?;
        count_on(tx, &described)?;
        Ok(rows)
    })
    .await
}

/// Takes away what the migrations put in, which the copy brings itself. An older copy is read into the shape of its own
/// time, which has fewer tables.
fn clear(tx: &mut Tx<'_>, described: &[Column]) -> Result<()> {
    if tx.one(&USED, args![], |row| row.get(0))? {
        return Err(Error::refused("restore.not_empty"));
    }
    let there = |table: &&&str| described.iter().any(|column| column.table == **table);
    let tables = TABLES.iter().rev().filter(there);
    tables.into_iter().try_for_each(|table| tx.script(&format!("DELETE FROM {table}")))
}

/// A table while its rows come in.
struct Table {
    name: String,
    /// Whether any row came.
    filled: bool,
    columns: Vec<Column>,
    insert: Sql,
    update: Option<Sql>,
    waiting: Vec<Vec<Value>>,
    /// Number and reference of the rows whose reference has to wait for the table to be complete.
    later: Vec<[Value; 2]>,
}

impl Table {
    fn begin(head: Head, described: &[Column]) -> Result<Self> {
        let Head { table, columns: names } = head;
        let known = columns(described, &table);
        let find = |name: &String| known.iter().find(|column| column.name == *name).cloned();
        let columns: Option<Vec<Column>> = names.iter().map(find).collect();
        let columns = columns.filter(|_| TABLES.contains(&table.as_str())).ok_or_else(damaged)?;
        let places: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
        let text =
            format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), places.join(", "));
        let update = (table == LATER.0).then(|| {
            made("copy::LATER", format!("UPDATE {} SET {} = $2 WHERE id = $1", LATER.0, LATER.1))
        });
        Ok(Self {
            name: table,
            filled: false,
            columns,
            insert: made("copy::IMPORT", text),
            update,
            waiting: Vec::new(),
            later: Vec::new(),
        })
    }

    fn row(&mut self, tx: &mut Tx<'_>, line: &str) -> Result<()> {
        let cells: Vec<Json> = serde_json::from_str(line).map_err(|_| damaged())?;
        if cells.len() != self.columns.len() {
            return Err(damaged());
        }
        let mut row = Vec::with_capacity(cells.len());
        for (cell, column) in cells.into_iter().zip(&self.columns) {
            row.push(value(cell, &column.class).ok_or_else(damaged)?);
        }
        self.filled = true;
        self.set_aside(&mut row);
        self.waiting.push(row);
        if self.waiting.len() == PIECE { self.send(tx) } else { Ok(()) }
    }

    fn set_aside(&mut self, row: &mut [Value]) {
        let place = |wanted: &str| self.columns.iter().position(|column| column.name == wanted);
        if self.update.is_some()
            && let (Some(id), Some(reference)) = (place("id"), place(LATER.1))
            && row[reference] != Value::Null
        {
            let reference = std::mem::replace(&mut row[reference], Value::Null);
            self.later.push([row[id].clone(), reference]);
        }
    }

    fn send(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let rows: Vec<(&Sql, &[Value])> =
            self.waiting.iter().map(|row| (&self.insert, row.as_slice())).collect();
        tx.batch(&rows)?;
        self.waiting.clear();
        Ok(())
    }

    fn end(mut self, tx: &mut Tx<'_>) -> Result<()> {
        self.send(tx)?;
        for row in &self.later {
            if let Some(update) = &self.update {
                tx.execute(update, row)?;
            }
        }
        match tx.dialect() {
            // Or it would take the table for next to nothing until it looks by itself.
            Dialect::Postgres if self.filled => tx.script(&format!("ANALYZE {}", self.name)),
            _ => Ok(()),
        }
    }
}

/// A cell in the type of its column here: one database's booleans are the other one's 0 and 1.
fn value(cell: Json, class: &str) -> Option<Value> {
    Some(match (cell, class) {
        (Json::Null, _) => Value::Null,
        (Json::Bool(bool), "bool") => Value::Bool(bool),
        (Json::Bool(bool), "int") => Value::Int(bool.into()),
        (Json::Number(n), "bool") => Value::Bool(n.as_i64()? != 0),
        (Json::Number(n), "int") => Value::Int(n.as_i64()?),
        (Json::String(text), "text") => Value::Text(text),
        _ => return None,
    })
}

/// The next numbers follow the highest of the copy. SQLite sees to it by itself.
fn count_on(tx: &mut Tx<'_>, described: &[Column]) -> Result<()> {
    if tx.dialect() == Dialect::Sqlite {
        return Ok(());
    }
    for table in TABLES {
        if let Some(number) = number(&columns(described, table)) {
            tx.script(&format!(
                "SELECT setval(pg_get_serial_sequence('{table}', '{number}'),
                    COALESCE((SELECT MAX({number}) FROM {table}), 0) + 1, false)"
            ))?;
        }
    }
    Ok(())
}

fn damaged() -> Error {
    Error::refused("restore.damaged")
}
