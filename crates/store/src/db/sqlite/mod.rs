//! SQLite: one writer thread that commits in groups, a few readers on snapshots, checkpoints off the hot path.

mod checkpoint;
mod constraint;
mod error;
mod lock;
mod open;
mod readers;
mod statement;
mod writer;

pub(super) use open::Use;
pub(super) use statement::{all, cell, execute, make, prepare, raw, script};

use super::row::Cells;
use super::{Row, Sql, Tx, Value, Wake};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use wissel_model::{Error, Result};

/// The open file: its threads end when this is closed or dropped.
pub(super) struct Sqlite {
    path: PathBuf,
    writer: writer::Writer,
    readers: readers::Readers,
    /// For single statements, on whatever thread asks; none once it is closed.
    asking: Mutex<Option<Connection>>,
}

/// Connections that read. More gain little on one file and cost memory.
const READERS: usize = 3;

impl Sqlite {
    /// Opens or makes the file.
    pub(super) fn open(path: &Path, how: Use, wake: &Arc<Wake>) -> Result<Self> {
        let lock = lock::take(path, how)?;
        let main = open::writer(path)?;
        let readers = (0..READERS).map(|_| open::reader(path)).collect::<Result<_>>()?;
        let checkpoint = checkpoint::Checkpoint::start(open::checkpointer(path)?)?;
        Ok(Self {
            path: path.to_owned(),
            writer: writer::Writer::start(main, checkpoint, Arc::clone(wake), lock)?,
            readers: readers::Readers::start(readers)?,
            asking: Mutex::new(Some(open::reader(path)?)),
        })
    }

    /// One statement, here and now: waking another thread for it would cost more than it does. `None` when somebody
    /// else is asking, or it is closed.
    pub(super) fn ask<T>(
        &self,
        sql: &Sql,
        args: &[Value],
        f: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Option<Result<Vec<T>>> {
        let conn = self.asking.try_lock().ok()?;
        let conn = conn.as_ref()?;
        Some(statement::all(conn, sql, args, |row| f(&Row(Cells::Sqlite(row)))))
    }

    pub(super) async fn write<T, F>(&self, f: &Arc<F>) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
    {
        self.writer.run(Arc::clone(f)).await
    }

    pub(super) async fn read<T, F>(&self, f: &Arc<F>) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
    {
        self.readers.run(Arc::clone(f)).await
    }

    /// A consistent copy, made page by page while writing goes on.
    pub(super) async fn backup_to(&self, to: &Path) -> Result<()> {
        let (from, to) = (self.path.clone(), to.to_owned());
        let copy = move || -> Result<()> {
            let from = open::reader(&from)?;
            let mut to = rusqlite::Connection::open(to).map_err(|e| error::told(&from, e))?;
            let backup =
                rusqlite::backup::Backup::new(&from, &mut to).map_err(|e| error::told(&from, e))?;
            // One step holds one snapshot: a copy in steps would begin again at every write.
            match backup.step(-1).map_err(|e| error::told(&from, e))? {
                rusqlite::backup::StepResult::Done => Ok(()),
                other => Err(Error::Unavailable(format!("the file is busy: {other:?}"))),
            }
        };
        tokio::task::spawn_blocking(copy).await.map_err(Error::internal)?
    }

    /// Finishes what is queued, folds the log into the file and lets go of it.
    pub(super) async fn close(&self) {
        self.asking.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.readers.close().await;
        self.writer.close().await;
    }
}
