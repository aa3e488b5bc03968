//! One transaction's talk with the server.

use super::error::told;
use super::silence::Heard;
use super::types::Typed;
use crate::db::{Dialect, Sql, Value};
use deadpool_postgres::Object;
use futures_util::future::{join, join_all};
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
}

impl<'a> Conversation<'a> {
    pub(super) fn new(
        client: &'a Object,
        handle: &'a Handle,
        heard: Heard,
        begin: &'static str,
    ) -> Self {
        Self { client, handle, heard, begin: Some(begin) }
    }

    /// Whether anything was sent.
    pub(super) fn begun(&self) -> bool {
        self.begin.is_none()
    }

    pub(in crate::db) fn all(&mut self, sql: &Sql, args: &[Value]) -> Result<Vec<Row>> {
        let begin = self.begin.take();
        self.handle.block_on(self.heard.answer(async {
            let statement = self.ready(sql, args).await?;
            let args = typed(args);
            let (begun, rows) =
                join(self.begin(begin), self.client.query(&statement, &refs(&args))).await;
            begun?;
            rows.map_err(|e| named(sql, told(e)))
        }))
    }

    /// One statement for many rows: its parameters are the columns.
    pub(in crate::db) fn each(&mut self, sql: &Sql, rows: &[Vec<Value>]) -> Result<u64> {
        let begin = self.begin.take();
        self.handle.block_on(async {
            let (statement, columns) = self.columns(sql, rows).await?;
            let columns = columns_of(&columns);
            let (begun, changed) =
                join(self.begin(begin), self.client.execute(&statement, &columns)).await;
            begun?;
            changed.map_err(|e| named(sql, told(e)))
        })
    }

    /// As [`Conversation::each`], with what it returns.
    pub(in crate::db) fn make_each(&mut self, sql: &Sql, rows: &[Vec<Value>]) -> Result<Vec<Row>> {
        let begin = self.begin.take();
        self.handle.block_on(async {
            let (statement, columns) = self.columns(sql, rows).await?;
            let columns = columns_of(&columns);
            let (begun, made) =
                join(self.begin(begin), self.client.query(&statement, &columns)).await;
            begun?;
            made.map_err(|e| named(sql, told(e)))
        })
    }

    async fn columns<'v>(
        &self,
        sql: &Sql,
        rows: &'v [Vec<Value>],
    ) -> Result<(Statement, Vec<Vec<Typed<'v>>>)> {
        let width = rows.first().map_or(0, Vec::len);
        let statement = self.prepared(sql, width).await?;
        let column = |n: usize| rows.iter().map(|row| Typed(&row[n])).collect();
        Ok((statement, (0..width).map(column).collect()))
    }

    pub(in crate::db) fn batch(&mut self, all: &[(&Sql, &[Value])]) -> Result<Vec<u64>> {
        let mut begin = self.begin.take();
        self.handle.block_on(self.heard.answer(async {
            let mut changed = Vec::with_capacity(all.len());
            for flight in all.chunks(FLIGHT) {
                let mut ready = Vec::with_capacity(flight.len());
                for (sql, args) in flight {
                    let statement = self.ready(sql, args).await?;
                    if !statement.columns().is_empty() {
                        return Err(named(
                            sql,
                            Error::internal("it returns rows, but was executed"),
                        ));
                    }
                    ready.push((statement, typed(args)));
                }
                let client = self.client;
                let sent = ready.iter().map(|(statement, args)| async move {
                    client.execute(statement, &refs(args)).await
                });
                let (begun, answers) = join(self.begin(begin.take()), join_all(sent)).await;
                begun?;
                // In order, so the first error is the true one; those behind it only say that it failed.
                for (answer, (sql, _)) in answers.into_iter().zip(flight) {
                    changed.push(answer.map_err(|e| named(sql, told(e)))?);
                }
            }
            Ok(changed)
        }))
    }

    pub(in crate::db) fn script(&mut self, text: &str) -> Result<()> {
        let begin = self.begin.take();
        self.handle.block_on(self.heard.answer(async {
            self.begin(begin).await?;
            self.client.batch_execute(text).await.map_err(told)
        }))
    }

    /// As [`Conversation::all`], for a text that is not registered and not kept.
    pub(in crate::db) fn raw(&mut self, text: &str, args: &[Value]) -> Result<Vec<Row>> {
        let begin = self.begin.take();
        self.handle.block_on(self.heard.answer(async {
            self.begin(begin).await?;
            let statement = self.client.prepare(text).await.map_err(told)?;
            let args = typed(args);
            self.client.query(&statement, &refs(&args)).await.map_err(told)
        }))
    }

    pub(in crate::db) fn prepare(&mut self, sql: &Sql) -> Result<()> {
        let text = sql.written(Dialect::Postgres)?;
        self.handle.block_on(self.heard.answer(async {
            self.client.prepare_cached(&text).await.map(drop).map_err(|e| named(sql, told(e)))
        }))
    }

    /// The prepared statement, with as many parameters as there are values.
    async fn ready(&self, sql: &Sql, args: &[Value]) -> Result<Statement> {
        self.prepared(sql, args.len()).await
    }

    async fn prepared(&self, sql: &Sql, values: usize) -> Result<Statement> {
        let text = sql.written(Dialect::Postgres)?;
        let statement = self.client.prepare_cached(&text).await.map_err(|e| named(sql, told(e)))?;
        if statement.params().len() == values {
            return Ok(statement);
        }
        let told = format!("{} parameters, {values} values", statement.params().len());
        Err(named(sql, Error::Internal(told)))
    }

    /// Sent together with the first statement. `join` polls in order, and what is polled first is sent first.
    async fn begin(&self, begin: Option<&'static str>) -> Result<()> {
        match begin {
            Some(begin) => self.client.batch_execute(begin).await.map_err(told),
            None => Ok(()),
        }
    }
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
    match error {
        Error::Internal(told) => Error::Internal(format!("{}: {told}", sql.name())),
        error => error,
    }
}
