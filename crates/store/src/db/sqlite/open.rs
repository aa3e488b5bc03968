//! Connections and their settings.

use super::error::told;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use wissel_model::Result;

/// Whether another server may have the file open at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// The server itself.
    Exclusive,
    /// A command that runs beside a server.
    Shared,
}

/// Statements kept prepared per connection; well above what is registered.
const PREPARED: usize = 1024;

/// Waits for another process's lock (a command beside the server) this long. The file is not mapped into memory: it
/// grows with every checkpoint, and each time all that was mapped would be faulted in again.
const EACH: &str = "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;
    PRAGMA wal_autocheckpoint = 0; PRAGMA trusted_schema = OFF;";

/// The one that writes. `FULL`: a committed transaction survives a power cut.
pub(super) fn writer(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    connect(
        path,
        flags,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;",
    )
}

/// One that only reads.
pub(super) fn reader(path: &Path) -> Result<Connection> {
    // Opened for writing all the same: a read-only connection cannot recover a log that a crash left behind.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    connect(path, flags, "PRAGMA query_only = ON; PRAGMA cache_size = -8192;")
}

/// The one that moves the log's pages into the file.
pub(super) fn checkpointer(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    connect(path, flags, "PRAGMA synchronous = FULL; PRAGMA cache_size = -512;")
}

fn connect(path: &Path, flags: OpenFlags, own: &str) -> Result<Connection> {
    let conn = Connection::open_with_flags(path, flags)
        .map_err(|e| wissel_model::Error::Unavailable(format!("{}: {e}", path.display())))?;
    conn.set_prepared_statement_cache_capacity(PREPARED);
    // Plans that do not depend on the values: else a statement whose values the planner has looked at is planned anew
    // each time (a sixth of a ticket's cost).
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(|e| told(&conn, e))?;
    conn.execute_batch(EACH).and_then(|()| conn.execute_batch(own)).map_err(|e| told(&conn, e))?;
    Ok(conn)
}
