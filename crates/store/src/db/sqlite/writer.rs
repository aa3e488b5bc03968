//! The one thread that writes. Whatever is queued is committed together, each function in its own savepoint:
//! one `fsync` then serves up to [`BATCH`] callers, and a failing function undoes only itself.

use super::checkpoint::{self, Checkpoint};
use super::error::told;
use super::lock::Lock;
use crate::db::tx::Engine;
use crate::db::{Tx, Wake, caught};
use rusqlite::Connection;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use tokio::sync::oneshot;
use wissel_model::{Error, Result};

/// Functions per commit at most; more would only make the first one wait.
const BATCH: usize = 128;

/// The queue in front of the writing thread; a `None` ends it.
pub(super) struct Writer {
    queue: mpsc::Sender<Option<Box<dyn Job>>>,
    thread: Mutex<Option<std::thread::JoinHandle<()>>>,
}

/// A function with the caller who waits for its answer.
trait Job: Send {
    /// Runs it, and undoes with `undo` what it did when it fails; may be called again when the batch around it came to
    /// nothing. True when it appended events.
    fn run(&mut self, conn: &Connection, undo: &str) -> bool;
    /// Tells the caller, once it is known whether the commit held.
    fn tell(self: Box<Self>, commit: Result<()>);
}

struct Waiting<T, F> {
    f: Arc<F>,
    answer: Result<T>,
    caller: oneshot::Sender<Result<T>>,
}

impl Writer {
    pub(super) fn start(
        mut conn: Connection,
        mut checkpoint: Checkpoint,
        wake: Arc<Wake>,
        lock: Lock,
    ) -> Result<Self> {
        let (queue, waiting) = mpsc::channel();
        let pages = Arc::new(AtomicI32::new(0));
        let seen = Arc::clone(&pages);
        conn.wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, n: i32| {
            seen.store(n, Ordering::Relaxed);
            Ok(())
        }))
        .map_err(|e| told(&conn, e))?;
        let thread = std::thread::Builder::new().name("sqlite-writer".into()).spawn(move || {
            while let Ok(Some(first)) = waiting.recv() {
                let mut batch = vec![first];
                let mut last = false;
                while batch.len() < BATCH && !last {
                    match waiting.try_recv() {
                        Ok(Some(job)) => batch.push(job),
                        Ok(None) => last = true,
                        Err(_) => break,
                    }
                }
                together(&conn, batch, &wake);
                checkpoint.grown(pages.load(Ordering::Relaxed));
                if last {
                    break;
                }
            }
            checkpoint.end();
            checkpoint::run(&conn, "TRUNCATE");
            drop((conn, lock));
        });
        Ok(Self { queue, thread: Mutex::new(Some(thread.map_err(Error::internal)?)) })
    }

    pub(super) async fn run<T, F>(&self, f: Arc<F>) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
    {
        let (caller, answer) = oneshot::channel();
        let closed = || Error::Unavailable("the database is closed".into());
        let job = Waiting { f, answer: Err(closed()), caller };
        self.queue.send(Some(Box::new(job))).map_err(|_| closed())?;
        answer.await.map_err(|_| closed())?
    }

    pub(super) async fn close(&self) {
        let _ = self.queue.send(None);
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        let _ =
            tokio::task::spawn_blocking(move || thread.map(std::thread::JoinHandle::join)).await;
    }
}

/// Runs and commits a batch. When one function's failure took the others down with it (a deferred constraint, a
/// full disk), each is run again by itself, so that only the guilty one is refused.
fn together(conn: &Connection, mut batch: Vec<Box<dyn Job>>, wake: &Wake) {
    match commit(conn, &mut batch, wake) {
        Err(_) if batch.len() > 1 => {
            for job in batch {
                let mut alone = vec![job];
                let held = commit(conn, &mut alone, wake);
                alone.into_iter().for_each(|job| job.tell(held.clone()));
            }
        }
        held => batch.into_iter().for_each(|job| job.tell(held.clone())),
    }
}

fn commit(conn: &Connection, batch: &mut [Box<dyn Job>], wake: &Wake) -> Result<()> {
    // First as if all would succeed, which costs less; when one did not, again with a savepoint for each.
    let done = match attempt(conn, batch, false) {
        Ok(Held::Not) if batch.len() > 1 => attempt(conn, batch, true),
        done => done,
    };
    match done {
        Ok(Held::WithEvents) => wake.all(),
        Ok(Held::Quietly | Held::Not) => {}
        Err(_) if conn.is_autocommit() => {}
        Err(_) => {
            if let Err(error) = step(conn, "ROLLBACK") {
                tracing::error!(%error, "could not roll back");
            }
        }
    }
    done.map(drop)
}

/// What became of an attempt.
enum Held {
    /// Committed, and events were appended.
    WithEvents,
    /// Committed.
    Quietly,
    /// One failed, and nothing was kept.
    Not,
}

fn attempt(conn: &Connection, batch: &mut [Box<dyn Job>], savepoints: bool) -> Result<Held> {
    step(conn, "BEGIN IMMEDIATE")?;
    let mut events = false;
    for job in batch {
        if savepoints {
            step(conn, "SAVEPOINT job")?;
            events |= job.run(conn, "ROLLBACK TO job");
        } else {
            events |= job.run(conn, "ROLLBACK");
        }
        // Some failures end the whole transaction, whatever the savepoint; then nobody's work is kept.
        if conn.is_autocommit() {
            let ended = || Error::Retry("the transaction was ended by a failure".into());
            return if savepoints { Err(ended()) } else { Ok(Held::Not) };
        }
        if savepoints {
            step(conn, "RELEASE job")?;
        }
    }
    step(conn, "COMMIT")?;
    Ok(if events { Held::WithEvents } else { Held::Quietly })
}

impl<T, F> Job for Waiting<T, F>
where
    T: Send,
    F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync,
{
    fn run(&mut self, conn: &Connection, undo: &str) -> bool {
        let mut tx = Tx::new(Engine::Sqlite(conn));
        let answer = caught(|| (self.f)(&mut tx));
        let answer = tx.verdict(answer);
        let events = tx.notify && answer.is_ok();
        self.answer = match answer {
            Err(error) if !conn.is_autocommit() => step(conn, undo).and(Err(error)),
            answer => answer,
        };
        events
    }

    fn tell(self: Box<Self>, commit: Result<()>) {
        // A function that failed by itself tells its own error, not the batch's.
        let answer = match (self.answer, commit) {
            (Ok(_), Err(error)) => Err(error),
            (answer, _) => answer,
        };
        // Nobody listens any more when the request was dropped; what was committed stays.
        let _ = self.caller.send(answer);
    }
}

fn step(conn: &Connection, text: &str) -> Result<()> {
    let mut statement = conn.prepare_cached(text).map_err(|e| told(conn, e))?;
    statement.execute([]).map(drop).map_err(|e| told(conn, e))
}
