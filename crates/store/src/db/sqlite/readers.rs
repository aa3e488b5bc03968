//! Threads that read: each function sees one snapshot, and no function waits for a writer.

use super::error::told;
use crate::db::tx::Engine;
use crate::db::{Tx, caught};
use rusqlite::Connection;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use tokio::sync::oneshot;
use wissel_model::{Error, Result};

type Job = Box<dyn FnOnce(&Connection) + Send>;

/// The queue in front of the reading threads; a `None` ends one of them.
pub(super) struct Readers {
    queue: mpsc::Sender<Option<Job>>,
    threads: Mutex<Vec<std::thread::JoinHandle<()>>>,
}

impl Readers {
    pub(super) fn start(conns: Vec<Connection>) -> Result<Self> {
        let (queue, waiting) = mpsc::channel::<Option<Job>>();
        let waiting = Arc::new(Mutex::new(waiting));
        let threads = conns
            .into_iter()
            .map(|conn| {
                let waiting = Arc::clone(&waiting);
                let next = move || waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
                std::thread::Builder::new().name("sqlite-reader".into()).spawn(move || {
                    while let Ok(Some(job)) = next() {
                        job(&conn);
                    }
                })
            })
            .collect::<std::io::Result<_>>()
            .map_err(Error::internal)?;
        Ok(Self { queue, threads: Mutex::new(threads) })
    }

    pub(super) async fn run<T, F>(&self, f: Arc<F>) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
    {
        let (done, answer) = oneshot::channel();
        let job = move |conn: &Connection| {
            // Nobody waits for the answer any more when the request was dropped.
            let _ = done.send(snapshot(conn, &*f));
        };
        let closed = || Error::Unavailable("the database is closed".into());
        self.queue.send(Some(Box::new(job))).map_err(|_| closed())?;
        answer.await.map_err(|_| closed())?
    }

    pub(super) async fn close(&self) {
        let threads =
            std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for _ in &threads {
            let _ = self.queue.send(None);
        }
        let join = move || threads.into_iter().for_each(|thread| drop(thread.join()));
        let _ = tokio::task::spawn_blocking(join).await;
    }
}

fn snapshot<T>(conn: &Connection, f: &impl Fn(&mut Tx<'_>) -> Result<T>) -> Result<T> {
    let run = |text: &str| {
        conn.prepare_cached(text).and_then(|mut s| s.execute([])).map_err(|e| told(conn, e))
    };
    run("BEGIN DEFERRED")?;
    let mut tx = Tx::new(Engine::Sqlite(conn));
    let answer = caught(|| f(&mut tx));
    let answer = tx.verdict(answer);
    // A failure may have ended it already; nothing was written either way.
    if !conn.is_autocommit() {
        run("ROLLBACK")?;
    }
    answer
}
