//! PostgreSQL: a pool of connections, functions on blocking threads, statements pipelined where they can be.

mod conversation;
mod error;
mod listen;
mod pool;
mod tls;
mod types;
mod url;

pub(super) use conversation::Conversation;
pub(super) use types::cell;

use super::tx::Engine;
use super::{Tx, Wake, caught};
use deadpool_postgres::{Object, Pool};
use error::{lost, told};
use std::sync::Arc;
use tokio::runtime::Handle;
use wissel_model::{Error, Result};

/// The pool, and the connection that listens.
pub(super) struct Postgres {
    pool: Pool,
    listener: tokio::task::JoinHandle<()>,
    /// Says "look" to the other nodes; complete with this node's own mark, so that it does not wake itself twice.
    notify: Arc<str>,
}

impl Postgres {
    pub(super) async fn open(url: &str, wake: &Arc<Wake>) -> Result<Self> {
        let (config, tls) = url::parse(url)?;
        let pool = pool::open(config.clone(), tls.clone())?;
        let marks = listen::marks(&pool).await?;
        let notify = format!("NOTIFY \"{}\", '{}'", marks.0, marks.1).into();
        let listener = listen::start(config, tls, marks, wake).await;
        Ok(Self { pool, listener, notify })
    }

    pub(super) async fn write<T, F>(&self, f: &Arc<F>, wake: &Wake) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
    {
        let notify = Arc::clone(&self.notify);
        let (answer, events) = self
            .run(f, "BEGIN", move |client, events| {
                let commit = if events { &format!("{notify}; COMMIT") } else { "COMMIT" };
                Handle::current().block_on(client.batch_execute(commit)).map_err(
                    |error| match told(error) {
                        // Nobody can say whether the server got it.
                        Error::Retry(why) if client.is_closed() => {
                            Error::Unavailable(format!("connection lost during the commit: {why}"))
                        }
                        error => error,
                    },
                )
            })
            .await?;
        if events {
            wake.all();
        }
        Ok(answer)
    }

    pub(super) async fn read<T, F>(&self, f: &Arc<F>) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
    {
        let end = |client: &Object, _| {
            Handle::current().block_on(client.batch_execute("COMMIT")).map_err(told)
        };
        Ok(self.run(f, "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", end).await?.0)
    }

    /// One try, on a blocking thread: the function is synchronous and waits for every answer.
    async fn run<T, F, C>(&self, f: &Arc<F>, begin: &'static str, commit: C) -> Result<(T, bool)>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
        C: FnOnce(&Object, bool) -> Result<()> + Send + 'static,
    {
        let client = self.pool.get().await.map_err(|e| Error::Unavailable(error::chain(&e)))?;
        let f = Arc::clone(f);
        let attempt = move || {
            let handle = Handle::current();
            let mut tx = Tx::new(Engine::Postgres(Conversation::new(&client, &handle, begin)));
            let answer = caught(|| f(&mut tx));
            let answer = tx.verdict(answer).map(|answer| (answer, tx.notify));
            let begun = matches!(&tx.engine, Engine::Postgres(talk) if talk.begun());
            let answer = match answer {
                Ok(answer) if begun => commit(&client, answer.1).map(|()| answer),
                answer => answer,
            };
            if let Err(error) = &answer {
                if error::outdated(error) {
                    client.statement_cache.clear();
                }
                if begun {
                    end_badly(client, &handle);
                }
            }
            answer
        };
        tokio::task::spawn_blocking(attempt).await.map_err(Error::internal)?
    }

    pub(super) fn close(&self) {
        self.listener.abort();
        self.pool.close();
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.close();
    }
}

/// Rolls back; a connection that cannot even do that is thrown away.
fn end_badly(client: Object, handle: &Handle) {
    if lost(&client) || handle.block_on(client.batch_execute("ROLLBACK")).is_err() {
        drop(Object::take(client));
    }
}
