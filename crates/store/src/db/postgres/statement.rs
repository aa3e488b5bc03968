//! Statements as the driver wants them.

use super::error::told;
use super::types::Typed;
use crate::db::{Dialect, Sql, Value};
use deadpool_postgres::ClientWrapper;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Row, Statement};
use wissel_model::{Error, Result};

/// The prepared statement, with as many parameters as there are values.
pub(super) async fn ready(client: &ClientWrapper, sql: &Sql, values: usize) -> Result<Statement> {
    let text = sql.written(Dialect::Postgres)?;
    let statement = client.prepare_cached(&text).await.map_err(|e| named(sql, told(e)))?;
    if statement.params().len() == values {
        return Ok(statement);
    }
    let told = format!("{} parameters, {values} values", statement.params().len());
    Err(named(sql, Error::Internal(told)))
}

/// Whether it may be executed: it has no answer.
pub(super) fn executed(sql: &Sql, statement: &Statement) -> Result<()> {
    if statement.columns().is_empty() {
        return Ok(());
    }
    Err(named(sql, Error::internal("it returns rows, but was executed")))
}

pub(super) fn width(rows: &[Vec<Value>]) -> usize {
    rows.first().map_or(0, Vec::len)
}

pub(super) fn columns(rows: &[Vec<Value>]) -> Vec<Vec<Typed<'_>>> {
    let column = |n: usize| rows.iter().map(|row| Typed(&row[n])).collect();
    (0..width(rows)).map(column).collect()
}

/// One statement on a connection that is in no transaction.
pub(super) async fn ask(client: &ClientWrapper, sql: &Sql, args: &[Value]) -> Result<Vec<Row>> {
    let text = sql.written(Dialect::Postgres)?;
    let statement = client.prepare_cached(&text).await.map_err(|e| named(sql, told(e)))?;
    let args = typed(args);
    client.query(&statement, &refs(&args)).await.map_err(|e| named(sql, told(e)))
}

pub(super) fn typed(args: &[Value]) -> Vec<Typed<'_>> {
    args.iter().map(Typed).collect()
}

pub(super) fn columns_of<'v>(columns: &'v [Vec<Typed<'v>>]) -> Vec<&'v (dyn ToSql + Sync)> {
    columns.iter().map(|column| column as _).collect()
}

pub(super) fn refs<'v>(args: &'v [Typed<'v>]) -> Vec<&'v (dyn ToSql + Sync)> {
    args.iter().map(|arg| arg as _).collect()
}

/// A fault of ours is easier to find with the statement's name.
pub(super) fn named(sql: &Sql, error: Error) -> Error {
    named_as(sql.name(), error)
}

pub(super) fn named_as(name: &str, error: Error) -> Error {
    match error {
        Error::Internal(told) => Error::Internal(format!("{name}: {told}")),
        error => error,
    }
}
