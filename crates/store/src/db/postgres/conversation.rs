//! One transaction's talk with the server.

use super::error::told;
use super::sent::{Asked, Sent, answers};
use super::session::Session;
use super::silence::Heard;
use super::statement::{columns, columns_of, executed, named, named_as, ready, refs, typed, width};
use crate::db::{Dialect, Sql, Value};
use futures_util::future::{join_all, join3};
use tokio_postgres::Row;
use wissel_model::{Error, Result};

/// Statements in flight at once. A longer batch waits in between, so that neither side's buffers fill up.
pub(super) const FLIGHT: usize = 16;

/// A connection in a transaction, which begins with the first statement.
pub(in crate::db) struct Conversation<'a> {
    pub(super) client: &'a Session,
    heard: Heard,
    begin: Option<&'static str>,
    /// What was sent and is not answered yet, in order.
    pub(super) sent: Vec<Sent<'a>>,
    /// Questions that were sent before anybody asks them.
    pub(super) ahead: Vec<Asked<'a>>,
    /// What failed without anybody waiting for it. The server has given the transaction up, so it is the answer to
    /// everything from then on: a commit would only be told that it was carried out.
    pub(super) doomed: Option<Error>,
}

impl<'a> Conversation<'a> {
    pub(super) fn new(client: &'a Session, heard: Heard, begin: &'static str) -> Self {
        Self {
            client,
            heard,
            begin: Some(begin),
            sent: Vec::new(),
            ahead: Vec::new(),
            doomed: None,
        }
    }

    /// Whether anything was sent.
    pub(super) fn begun(&self) -> bool {
        self.begin.is_none()
    }

    pub(in crate::db) fn all(&mut self, sql: &Sql, args: &[Value]) -> Result<Vec<Row>> {
        if let Some(rows) = self.known(sql, args)? {
            return Ok(rows);
        }
        self.answered(async |client| {
            let statement = ready(client, sql, args.len()).await?;
            let args = typed(args);
            client.query(&statement, &refs(&args)).await.map_err(|e| named(sql, told(e)))
        })
    }

    /// One statement for many rows: its parameters are the columns.
    pub(in crate::db) fn each(&mut self, sql: &Sql, rows: &[Vec<Value>]) -> Result<u64> {
        self.answered(async |client| {
            let statement = ready(client, sql, width(rows)).await?;
            let columns = columns(rows);
            let changed = client.execute(&statement, &columns_of(&columns)).await;
            changed.map_err(|e| named(sql, told(e)))
        })
    }

    /// As [`Conversation::each`], with what it returns.
    pub(in crate::db) fn make_each(&mut self, sql: &Sql, rows: &[Vec<Value>]) -> Result<Vec<Row>> {
        self.answered(async |client| {
            let statement = ready(client, sql, width(rows)).await?;
            let columns = columns(rows);
            let made = client.query(&statement, &columns_of(&columns)).await;
            made.map_err(|e| named(sql, told(e)))
        })
    }

    pub(in crate::db) fn batch(&mut self, all: &[(&Sql, &[Value])]) -> Result<Vec<u64>> {
        self.answered(async |client| {
            let mut changed = Vec::with_capacity(all.len());
            for flight in all.chunks(FLIGHT) {
                let mut ready = Vec::with_capacity(flight.len());
                for (sql, args) in flight {
                    let statement = self::ready(client, sql, args.len()).await?;
                    executed(sql, &statement)?;
                    ready.push((statement, typed(args)));
                }
                let sent = ready.iter().map(|(statement, args)| async move {
                    client.execute(statement, &refs(args)).await
                });
                // In order, so the first error is the true one; those behind it only say that it failed.
                for (answer, (sql, _)) in join_all(sent).await.into_iter().zip(flight) {
                    changed.push(answer.map_err(|e| named(sql, told(e)))?);
                }
            }
            Ok(changed)
        })
    }

    pub(in crate::db) fn script(&mut self, text: &str) -> Result<()> {
        self.answered(async |client| client.batch_execute(text).await.map_err(told))
    }

    /// As [`Conversation::all`], for a text that is not registered and not kept.
    pub(in crate::db) fn raw(&mut self, text: &str, args: &[Value]) -> Result<Vec<Row>> {
        self.answered(async |client| {
            let statement = client.prepare(text).await.map_err(told)?;
            let args = typed(args);
            client.query(&statement, &refs(&args)).await.map_err(told)
        })
    }

    pub(in crate::db) fn prepare(&mut self, sql: &Sql) -> Result<()> {
        let text = sql.written(Dialect::Postgres)?;
        self.client.block_on(self.heard.answer(async {
            self.client.prepare_cached(&text).await.map(drop).map_err(|e| named(sql, told(e)))
        }))
    }

    /// Commits. What was sent before is answered first, and what the server says of that is certain: then nothing is
    /// committed. Of the commit itself only the server's own word that it rolled back (class 40) is certain. After
    /// anything else that ended the connection it may have been committed.
    pub(super) fn commit(&mut self, words: &str) -> Result<()> {
        if let Some(error) = &self.doomed {
            return Err(error.clone());
        }
        let sent = std::mem::take(&mut self.sent);
        let client = self.client;
        // Also what was asked ahead and is not wanted any more: it may have failed.
        let ahead = self.ahead.iter_mut().map(|asked| &mut asked.answer);
        let commit = async {
            let commit = client.batch_execute(words);
            let (sent, _, committed) = join3(answers(sent), join_all(ahead), commit).await;
            if let Err((name, error)) = sent {
                let certain = error.as_db_error().is_some();
                return Err((certain, named_as(name, told(error))));
            }
            committed.map_err(|error| {
                let certain = error.code().is_some_and(|code| code.code().starts_with("40"));
                (certain, told(error))
            })
        };
        let silent = |why| (false, why);
        let committed = self.client.block_on(self.heard.answer_or(commit, silent));
        committed.map_err(|failed| match failed {
            (false, Error::Retry(why)) => {
                Error::Unsure(format!("connection lost during the commit: {why}"))
            }
            (_, error) => error,
        })?;
        self.failed_ahead().map_or(Ok(()), Err)
    }

    /// The answer, after those to all that was sent before; the first that failed is the true one. `join` polls in
    /// order, and what is polled first is sent first. What was asked ahead is taken in as well: an answer that nobody
    /// reads would hold up those behind it.
    pub(super) fn answered<T>(
        &mut self,
        ask: impl AsyncFnOnce(&'a Session) -> Result<T>,
    ) -> Result<T> {
        if let Some(error) = &self.doomed {
            return Err(error.clone());
        }
        self.begin_with_the_first()?;
        let sent = std::mem::take(&mut self.sent);
        let client = self.client;
        let ahead = self.ahead.iter_mut().map(|asked| &mut asked.answer);
        let answer = self.client.block_on(self.heard.answer(async {
            let (sent, _, answer) = join3(answers(sent), join_all(ahead), ask(client)).await;
            sent.map_err(|(name, error)| named_as(name, told(error)))?;
            answer
        }));
        // What failed ahead failed before, and is why this did.
        let answer = self.failed_ahead().map_or(answer, Err);
        self.doomed = answer.as_ref().err().cloned();
        answer
    }

    pub(super) fn begin_with_the_first(&mut self) -> Result<()> {
        let client = self.client;
        match self.begin.take() {
            Some(begin) => self
                .on_its_way("BEGIN", async move { client.batch_execute(begin).await.map(|()| 0) }),
            None => Ok(()),
        }
    }
}
