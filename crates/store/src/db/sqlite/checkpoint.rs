//! Moving the log's pages into the file, on a thread of its own, so that no commit waits for it.

use rusqlite::Connection;
use std::sync::mpsc;
use wissel_model::{Error, Result};

/// Asks for a checkpoint.
pub(super) struct Checkpoint {
    wake: mpsc::SyncSender<()>,
    thread: std::thread::JoinHandle<()>,
    /// Pages in the log when it was asked for last.
    asked: i32,
}

/// Pages (4 KiB each) that the log has grown by when it is worth while. Not its length: while anybody reads, the log
/// does not begin again, and a checkpoint after every commit would sync two files each time.
const WORTH_IT: i32 = 1_000;

/// Pages from which writing must wait once, or a desk that is always reading would let the log grow for ever.
const MUST: i64 = 32_768;

impl Checkpoint {
    pub(super) fn start(conn: Connection) -> Result<Self> {
        let (wake, asked) = mpsc::sync_channel(1);
        let thread = std::thread::Builder::new()
            .name("sqlite-checkpoint".into())
            .spawn(move || {
                while asked.recv().is_ok() {
                    let pages = run(&conn, "PASSIVE");
                    if pages > MUST {
                        run(&conn, "RESTART");
                    }
                }
            })
            .map_err(Error::internal)?;
        Ok(Self { wake, thread, asked: 0 })
    }

    /// Hears how many pages are in the log now, and asks for one when they are enough more than when it asked last.
    /// Does not wait; one that is asked for already will do.
    pub(super) fn grown(&mut self, pages: i32) {
        // It began again.
        self.asked = self.asked.min(pages);
        if pages - self.asked >= WORTH_IT {
            self.asked = pages;
            let _ = self.wake.try_send(());
        }
    }

    /// Waits for the one that is running and ends the thread.
    pub(super) fn end(self) {
        drop(self.wake);
        // It only runs SQLite's own code; a panic there leaves nothing of ours undone.
        let _ = self.thread.join();
    }
}

/// Runs one; the number of pages in the log, 0 when it could not be done now.
pub(super) fn run(conn: &Connection, mode: &str) -> i64 {
    let answer = conn.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |row| row.get(1));
    answer.unwrap_or_else(|error| {
        tracing::warn!(%error, mode, "checkpoint failed; the log grows until the next one");
        0
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::sqlite::open;

    #[test]
    fn after_a_checkpoint_the_log_begins_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.db");
        let conn = open::writer(&path).unwrap();
        let size = || std::fs::metadata(folder.path().join("desk.db-wal")).unwrap().len();
        conn.execute_batch("CREATE TABLE note (body BLOB) STRICT").unwrap();
        let write =
            |bytes: i64| conn.execute("INSERT INTO note VALUES (zeroblob(?1))", [bytes]).unwrap();
        write(4_000_000);
        let grown = size();
        assert!(grown > 4_000_000);
        let mut checkpoint = Checkpoint::start(open::checkpointer(&path).unwrap()).unwrap();
        checkpoint.grown(WORTH_IT);
        checkpoint.end();
        write(3_000_000);
        assert_eq!(size(), grown);
        assert!(run(&conn, "TRUNCATE") >= 0);
        assert_eq!(size(), 0);
    }
}
