//! PostgreSQL: a pool of connections, functions on blocking threads, statements pipelined where they can be.

mod conversation;
mod error;
mod listen;
mod pool;
mod sent;
mod session;
mod silence;
mod statement;
mod tls;
mod types;
mod url;

pub(super) use conversation::Conversation;
pub(super) use types::cell;

use super::row::Cells;
use super::tx::Engine;
use super::{Row, Sql, Tx, Value, Wake, caught};
use deadpool::managed::{self, Object};
use deadpool_postgres::Pool;
use error::told;
use session::Sessions;
use silence::{Heard, Silence};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use wissel_model::{Error, Result};

/// How a transaction begins that may write.
const WRITE: &str = "BEGIN";
/// A stopping node waits this long for the server to hear its last word.
const GOODBYE: Duration = Duration::from_secs(1);

/// The connections, and the one that listens.
pub(super) struct Postgres {
    sessions: managed::Pool<Sessions>,
    questions: Pool,
    listener: JoinHandle<()>,
    /// Asks to say "look" to the other nodes.
    say: Arc<Notify>,
    /// The statement that says it.
    notify: String,
    /// Ends what waits for a server that answers nobody any more.
    silence: Silence,
}

impl Postgres {
    pub(super) async fn open(url: &str, wake: &Arc<Wake>) -> Result<Self> {
        let (config, tls) = url::parse(url)?;
        let sessions = pool::sessions(config.clone(), tls.clone())?;
        let questions = pool::questions(config.clone(), tls.clone())?;
        let marks = listen::marks(&questions).await?;
        let (notify, say) = (listen::notify(&marks), Arc::new(Notify::new()));
        let silence = Silence::of(&sessions, &questions);
        let listener = listen::start(config, tls, marks, wake, &say, &silence).await;
        Ok(Self { sessions, questions, listener, say, notify, silence })
    }

    pub(super) async fn write<T, F>(&self, f: &Arc<F>, wake: &Arc<Wake>) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
    {
        let (wake, say) = (Arc::clone(wake), Arc::clone(&self.say));
        // Woken from the thread that commits: the caller may have gone by now, the events are there all the same.
        let end = move |tx: &mut Tx<'_>| {
            let words = tx.commit_words();
            if let Engine::Postgres(talk) = &mut tx.engine {
                talk.commit(words.as_ref())?;
            }
            if tx.notify {
                wake.all();
                say.notify_one();
            }
            Ok(())
        };
        self.run(f, WRITE, end).await
    }

    pub(super) async fn read<T, F>(&self, f: &Arc<F>) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
    {
        let end = |tx: &mut Tx<'_>| match &mut tx.engine {
            Engine::Postgres(talk) => talk.leave(),
            Engine::Sqlite(_) => Ok(()),
        };
        self.run(f, "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", end).await
    }

    /// One statement outside of any transaction, without a thread to wait on.
    pub(super) async fn ask<T>(
        &self,
        sql: &Sql,
        args: &[Value],
        f: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let client =
            self.questions.get().await.map_err(|e| Error::Unavailable(error::chain(&e)))?;
        let rows = statement::ask(&client, sql, args).await?;
        rows.iter().map(|row| f(&Row(Cells::Postgres(row)))).collect()
    }

    /// One try, on a blocking thread: the function is synchronous and waits for every answer.
    async fn run<T, F, C>(&self, f: &Arc<F>, begin: &'static str, end: C) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
        C: FnOnce(&mut Tx<'_>) -> Result<()> + Send + 'static,
    {
        let session = self.sessions.get().await.map_err(away)?;
        let (f, sessions) = (Arc::clone(f), self.sessions.clone());
        let heard = self.silence.follow();
        let attempt = move || {
            if !session.lives() {
                // Whatever ended it ended those beside it: none of them is worth a try.
                sessions.retain(|_, _| false);
                drop(Object::take(session));
                return Err(Error::Retry("the server ended the session".into()));
            }
            let (answer, begun) = {
                let talk = Conversation::new(&session, heard.clone(), begin);
                let mut tx = Tx::new(Engine::Postgres(talk));
                let answer = caught(|| f(&mut tx));
                let answer = tx.verdict(answer);
                let begun = matches!(&tx.engine, Engine::Postgres(talk) if talk.begun());
                let answer = match answer {
                    Ok(answer) if begun => end(&mut tx).map(|()| answer),
                    answer => answer,
                };
                (answer, begun)
            };
            let answer = match answer {
                // A standby, or a primary that became one: another connection leads to the one that is written to.
                Err(error) if begin == WRITE && error::is_standby(&error) => {
                    drop(Object::take(session));
                    return Err(Error::Retry(error.to_string()));
                }
                answer => answer,
            };
            if let Err(error) = &answer {
                if error::outdated(error) {
                    session.statement_cache.clear();
                }
                if begun {
                    end_badly(session, &heard);
                }
            }
            answer
        };
        tokio::task::spawn_blocking(attempt).await.map_err(Error::internal)?
    }

    /// Lets the other nodes look once more, for what was not said yet, and ends.
    pub(super) async fn close(&self) {
        self.listener.abort();
        let goodbye = async {
            if let Ok(client) = self.questions.get().await {
                // They look now and then anyway.
                let _ = client.batch_execute(&self.notify).await;
            }
        };
        let _ = tokio::time::timeout(GOODBYE, goodbye).await;
        self.sessions.close();
        self.questions.close();
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.listener.abort();
    }
}

/// Rolls back; a connection that cannot even do that is thrown away.
fn end_badly(session: Object<Sessions>, heard: &Heard) {
    let rollback = async { session.batch_execute("ROLLBACK").await.map_err(told) };
    let left = session.block_on(heard.answer(rollback)).is_err();
    if left || session.is_closed() {
        drop(Object::take(session));
    }
}

/// Why there is no connection to be had.
fn away(error: managed::PoolError<Error>) -> Error {
    match error {
        managed::PoolError::Backend(Error::Internal(why) | Error::Retry(why)) => {
            Error::Unavailable(why)
        }
        managed::PoolError::Backend(error) => error,
        error => Error::Unavailable(error::chain(&error)),
    }
}
