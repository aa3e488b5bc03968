//! One transaction's talk with the server.

use super::error::told;
use super::silence::Heard;
use super::types::Typed;
use crate::db::{Dialect, Sql, Value};
use deadpool_postgres::Object;
use futures_util::future::{
    BoxFuture, MaybeDone, join, join_all, join3, maybe_done, poll_immediate,
};
use std::pin::Pin;
use tokio::runtime::Handle;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Row, Statement};
use wissel_model::{Error, Result};

/// Statements in flight at once. A longer batch waits in between, so that neither side's buffers fill up.
const FLIGHT: usize = 16;

/// A connection in a transaction, which begins with the first statement.
pub(in crate::db) struct Conversation<'a> {
    client: &'a Object,
    handle: &'a Handle,
    heard: Heard,
    begin: Option<&'static str>,
    /// What was sent and is not answered yet, in order.
    sent: Vec<Sent<'a>>,
    /// Questions that were sent before anybody asks them.
    ahead: Vec<Asked<'a>>,
}

/// A question that was sent: its name, its values, and its answer, which may still have to come.
struct Asked<'a> {
    name: &'static str,
    args: Vec<Value>,
    answer: MaybeDone<BoxFuture<'a, Result<Vec<Row>, tokio_postgres::Error>>>,
}

/// A statement on its way, with its name.
type Sent<'a> = (&'static str, BoxFuture<'a, Result<u64, tokio_postgres::Error>>);

impl<'a> Conversation<'a> {
    pub(super) fn new(
        client: &'a Object,
        handle: &'a Handle,
        heard: Heard,
        begin: &'static str,
    ) -> Self {
        Self { client, handle, heard, begin: Some(begin), sent: Vec::new(), ahead: Vec::new() }
    }

    /// Whether anything was sent.
    pub(super) fn begun(&self) -> bool {
        self.begin.is_none()
    }

    pub(in crate::db) fn all(&mut self, sql: &Sql, args: &[Value]) -> Result<Vec<Row>> {
        let same = |asked: &Asked<'_>| asked.name == sql.name() && asked.args == args;
        if let Some(at) = self.ahead.iter().position(same) {
            if !matches!(self.ahead[at].answer, MaybeDone::Done(_)) {
                self.answered(async |_| Ok(()))?;
            }
            if let Some(answer) = Pin::new(&mut self.ahead.remove(at).answer).take_output() {
                return answer.map_err(|e| named(sql, told(e)));
            }
        }
        self.answered(async |client| {
            let statement = ready(client, sql, args.len()).await?;
            let args = typed(args);
            client.query(&statement, &refs(&args)).await.map_err(|e| named(sql, told(e)))
        })
    }

    /// Sends a question that will be asked.
    pub(in crate::db) fn ask_ahead(&mut self, sql: &Sql, args: &[Value]) -> Result<()> {
        let statement = self.prepared(sql, args.len())?;
        let (client, own) = (self.client, args.to_vec());
        let answer: BoxFuture<'a, _> =
            Box::pin(async move { client.query(&statement, &refs(&typed(&own))).await });
        let mut answer = maybe_done(answer);
        self.handle.block_on(async { poll_immediate(&mut answer).await });
        self.ahead.push(Asked { name: sql.name(), args: args.to_vec(), answer });
        Ok(())
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

    /// Sends a statement and does not wait for what comes of it: the next answer tells.
    pub(in crate::db) fn send(&mut self, sql: &Sql, args: &[Value]) -> Result<()> {
        let statement = self.prepared(sql, args.len())?;
        let (client, args) = (self.client, args.to_vec());
        self.on_its_way(sql.name(), async move {
            client.execute(&statement, &refs(&typed(&args))).await
        })
    }

    /// As [`Conversation::send`], for many rows.
    pub(in crate::db) fn send_each(&mut self, sql: &Sql, rows: Vec<Vec<Value>>) -> Result<()> {
        let statement = self.prepared(sql, width(&rows))?;
        let client = self.client;
        self.on_its_way(sql.name(), async move {
            let columns = columns(&rows);
            client.execute(&statement, &columns_of(&columns)).await
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
        self.handle.block_on(self.heard.answer(async {
            self.client.prepare_cached(&text).await.map(drop).map_err(|e| named(sql, told(e)))
        }))
    }

    /// Commits. What was sent before is answered first, and what the server says of that is certain: then nothing is
    /// committed. Of the commit itself only the server's own word that it rolled back (class 40) is certain. After
    /// anything else that ended the connection it may have been committed.
    pub(super) fn commit(&mut self, words: &str) -> Result<()> {
        let sent = std::mem::take(&mut self.sent);
        // Nobody asks any more.
        self.ahead.clear();
        let client = self.client;
        let commit = async {
            let (sent, committed) = join(answers(sent), client.batch_execute(words)).await;
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
        self.handle.block_on(self.heard.answer_or(commit, silent)).map_err(|failed| match failed {
            (false, Error::Retry(why)) => {
                Error::Unsure(format!("connection lost during the commit: {why}"))
            }
            (_, error) => error,
        })
    }

    /// Ends a transaction that only read. Nothing depends on the answer, so nobody waits for it; whoever has the
    /// connection next comes after it.
    pub(super) fn leave(&mut self) -> Result<()> {
        let client = self.client;
        self.on_its_way("COMMIT", async move { client.batch_execute("COMMIT").await.map(|()| 0) })
    }

    /// The answer, after those to all that was sent before; the first that failed is the true one. `join` polls in
    /// order, and what is polled first is sent first. What was asked ahead is taken in as well: an answer that nobody
    /// reads would hold up those behind it.
    fn answered<T>(&mut self, ask: impl AsyncFnOnce(&'a Object) -> Result<T>) -> Result<T> {
        self.begin_with_the_first()?;
        let sent = std::mem::take(&mut self.sent);
        let client = self.client;
        let ahead = self.ahead.iter_mut().map(|asked| &mut asked.answer);
        self.handle.block_on(self.heard.answer(async {
            let (sent, _, answer) = join3(answers(sent), join_all(ahead), ask(client)).await;
            sent.map_err(|(name, error)| named_as(name, told(error)))?;
            answer
        }))
    }

    fn begin_with_the_first(&mut self) -> Result<()> {
        let client = self.client;
        match self.begin.take() {
            Some(begin) => self
                .on_its_way("BEGIN", async move { client.batch_execute(begin).await.map(|()| 0) }),
            None => Ok(()),
        }
    }

    /// The statement for something that is sent ahead of its answer. Once it is prepared this waits for nothing.
    fn prepared(&mut self, sql: &Sql, values: usize) -> Result<Statement> {
        self.begin_with_the_first()?;
        if self.sent.len() >= FLIGHT {
            self.answered(async |_| Ok(()))?;
        }
        let mut ready = Box::pin(ready(self.client, sql, values));
        match self.handle.block_on(async { poll_immediate(&mut ready).await }) {
            Some(ready) => ready,
            None => self.answered(async move |_| ready.await),
        }
    }

    /// Polled once it is sent. What could not even be sent fails here, so that nothing behind it is committed.
    fn on_its_way(
        &mut self,
        name: &'static str,
        sent: impl Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a,
    ) -> Result<()> {
        let mut sent: BoxFuture<'a, _> = Box::pin(sent);
        match self.handle.block_on(async { poll_immediate(&mut sent).await }) {
            Some(Err(error)) => Err(named_as(name, told(error))),
            Some(Ok(_)) => Ok(()),
            None => {
                self.sent.push((name, sent));
                Ok(())
            }
        }
    }
}

/// The first of these that failed, when all are answered.
async fn answers(sent: Vec<Sent<'_>>) -> Result<(), (&'static str, tokio_postgres::Error)> {
    let named = sent.into_iter().map(|(name, sent)| async move { (name, sent.await) });
    let failed =
        join_all(named).await.into_iter().find_map(|(name, sent)| Some((name, sent.err()?)));
    failed.map_or(Ok(()), Err)
}

/// The prepared statement, with as many parameters as there are values.
async fn ready(client: &Object, sql: &Sql, values: usize) -> Result<Statement> {
    let text = sql.written(Dialect::Postgres)?;
    let statement = client.prepare_cached(&text).await.map_err(|e| named(sql, told(e)))?;
    if statement.params().len() == values {
        return Ok(statement);
    }
    let told = format!("{} parameters, {values} values", statement.params().len());
    Err(named(sql, Error::Internal(told)))
}

/// Whether it may be executed: it has no answer.
fn executed(sql: &Sql, statement: &Statement) -> Result<()> {
    if statement.columns().is_empty() {
        return Ok(());
    }
    Err(named(sql, Error::internal("it returns rows, but was executed")))
}

fn width(rows: &[Vec<Value>]) -> usize {
    rows.first().map_or(0, Vec::len)
}

fn columns(rows: &[Vec<Value>]) -> Vec<Vec<Typed<'_>>> {
    let column = |n: usize| rows.iter().map(|row| Typed(&row[n])).collect();
    (0..width(rows)).map(column).collect()
}

/// One statement on a connection that is in no transaction.
pub(super) async fn ask(client: &Object, sql: &Sql, args: &[Value]) -> Result<Vec<Row>> {
    let text = sql.written(Dialect::Postgres)?;
    let statement = client.prepare_cached(&text).await.map_err(|e| named(sql, told(e)))?;
    let args = typed(args);
    client.query(&statement, &refs(&args)).await.map_err(|e| named(sql, told(e)))
}

fn typed(args: &[Value]) -> Vec<Typed<'_>> {
    args.iter().map(Typed).collect()
}

fn columns_of<'v>(columns: &'v [Vec<Typed<'v>>]) -> Vec<&'v (dyn ToSql + Sync)> {
    columns.iter().map(|column| column as _).collect()
}

fn refs<'v>(args: &'v [Typed<'v>]) -> Vec<&'v (dyn ToSql + Sync)> {
    args.iter().map(|arg| arg as _).collect()
}

/// A fault of ours is easier to find with the statement's name.
fn named(sql: &Sql, error: Error) -> Error {
    named_as(sql.name(), error)
}

fn named_as(name: &str, error: Error) -> Error {
    match error {
        Error::Internal(told) => Error::Internal(format!("{name}: {told}")),
        error => error,
    }
}
