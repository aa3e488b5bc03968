//! A copy of everything in one SQLite file.

use super::schema::{self, Column};
use super::{Db, Engine, Target, Tx, Value};
use crate::migrate::migrate;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc;
use wissel_model::{Error, Result};

/// Rows under way at once; a page of large texts must fit in memory.
const PAGE: usize = 200;

/// Some rows of a table.
type Page = (Arc<str>, Vec<Vec<Value>>);

/// Writes to `<path>.part` first: what bears the name is whole.
pub(super) async fn to(db: &Db, path: &Path) -> Result<()> {
    if path.exists() {
        return Err(Error::refused("backup.exists"));
    }
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = Path::new(&part);
    let away = |e: std::io::Error| Error::Unavailable(format!("{}: {e}", path.display()));
    if part.exists() {
        std::fs::remove_file(part).map_err(away)?;
    }
    match &*db.engine {
        Engine::Sqlite(file) => file.backup_to(part).await?,
        Engine::Postgres(_) => copy(db, part).await?,
    }
    std::fs::rename(part, path).map_err(away)
}

/// Every table of a server, row by row, into the same shape in a file.
async fn copy(from: &Db, path: &Path) -> Result<()> {
    // Shared, as nobody else knows of it, so that no lock file is left beside it.
    let to = Db::open_shared(&Target::Sqlite(path.to_owned())).await?;
    migrate(&to, 0).await?;
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    // The copy makes its own full text: how far ours has come says nothing there.
    let described = schema::describe(&to).await?;
    for Column { table, name, .. } in
        described.into_iter().filter(|column| !column.table.starts_with("search_"))
    {
        tables.entry(table).or_default().push(format!("\"{name}\""));
    }
    let tables = Arc::new(tables);
    let (out, pages) = mpsc::channel(4);
    let (ours, pages) = (Arc::clone(&tables), Mutex::new(pages));
    let (out, pages) = (Mutex::new(Some(out)), pages);
    let reading = from.read(move |tx| {
        // Taken, so that the end of the one and only try is the end of the pages.
        let out = out.lock().unwrap_or_else(PoisonError::into_inner).take();
        let out = out
            .ok_or_else(|| Error::Unavailable("the connection was lost during the copy".into()))?;
        ours.iter().try_for_each(|(table, columns)| read(tx, table, columns, &out))?;
        // Nothing but a whole copy is committed: see `write`.
        out.blocking_send(None).map_err(|_| gone())
    });
    let writing = to.write(move |tx| {
        let mut pages = pages.lock().unwrap_or_else(PoisonError::into_inner);
        write(tx, &tables, &mut pages)
    });
    let (read, written) = futures_util::future::join(reading, writing).await;
    to.close().await;
    // Why reading ended is the better reason: a copy that stops is only its consequence.
    read.and(written)
}

fn gone() -> Error {
    Error::Unavailable("the copy ended early".into())
}

/// Sends a table in pages, through a cursor: the server keeps what was not fetched.
fn read(
    tx: &mut Tx<'_>,
    table: &str,
    columns: &[String],
    out: &mpsc::Sender<Option<Page>>,
) -> Result<()> {
    let name: Arc<str> = table.into();
    tx.script(&format!(
        "DECLARE copied NO SCROLL CURSOR FOR SELECT {} FROM \"{table}\"",
        columns.join(", ")
    ))?;
    loop {
        let rows = tx.raw(&format!("FETCH {PAGE} FROM copied"), &[], columns.len())?;
        if rows.is_empty() {
            return tx.script("CLOSE copied");
        }
        out.blocking_send(Some((Arc::clone(&name), rows))).map_err(|_| gone())?;
    }
}

/// Puts the pages into the file, in one transaction; references are checked at its end.
fn write(
    tx: &mut Tx<'_>,
    tables: &BTreeMap<String, Vec<String>>,
    pages: &mut mpsc::Receiver<Option<Page>>,
) -> Result<()> {
    tx.script("PRAGMA defer_foreign_keys = ON")?;
    for table in tables.keys() {
        // What the migrations put there is in the copy as well.
        tx.script(&format!("DELETE FROM \"{table}\""))?;
    }
    loop {
        let (table, rows) = match pages.blocking_recv() {
            Some(Some(page)) => page,
            Some(None) => return Ok(()),
            None => return Err(gone()),
        };
        let columns = tables.get(&*table).ok_or_else(gone)?;
        let marks: Vec<String> = (1..=columns.len()).map(|n| format!("?{n}")).collect();
        let text = format!(
            "INSERT INTO \"{table}\" ({}) VALUES ({})",
            columns.join(", "),
            marks.join(", ")
        );
        for row in rows {
            tx.raw(&text, &row, 0)?;
        }
    }
}
