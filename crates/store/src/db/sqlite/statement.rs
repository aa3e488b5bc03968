//! Statements on one connection, prepared once.

use super::error::told;
use crate::db::row::Cell;
use crate::db::{Dialect, Sql, Value};
use rusqlite::types::{Null, ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, Row, ToSql};
use wissel_model::{Error, Result};

pub(in crate::db) fn prepare<'c>(conn: &'c Connection, sql: &Sql) -> Result<CachedStatement<'c>> {
    let text = sql.written(Dialect::Sqlite)?;
    conn.prepare_cached(&text).map_err(|e| named(sql, told(conn, e)))
}

pub(in crate::db) fn all<T>(
    conn: &Connection,
    sql: &Sql,
    args: &[Value],
    f: impl Fn(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    raw(conn, &sql.written(Dialect::Sqlite)?, args, f).map_err(|e| named(sql, e))
}

/// As [`all`], for a text that is not registered.
pub(in crate::db) fn raw<T>(
    conn: &Connection,
    text: &str,
    args: &[Value],
    f: impl Fn(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut statement = conn.prepare_cached(text).map_err(|e| told(conn, e))?;
    let mut rows = statement.query(rusqlite::params_from_iter(args)).map_err(|e| told(conn, e))?;
    let mut out = Vec::new();
    while let Some(row) = rows.next().map_err(|e| told(conn, e))? {
        out.push(f(row)?);
    }
    Ok(out)
}

pub(in crate::db) fn execute(conn: &Connection, sql: &Sql, args: &[Value]) -> Result<u64> {
    let mut statement = prepare(conn, sql)?;
    let changed = statement
        .execute(rusqlite::params_from_iter(args))
        .map_err(|e| named(sql, told(conn, e)))?;
    Ok(changed as u64)
}

/// Inserts one row; its id, if there is a new one.
pub(in crate::db) fn make(conn: &Connection, sql: &Sql, args: &[Value]) -> Result<Option<i64>> {
    let changed = execute(conn, sql, args)?;
    Ok((changed > 0).then(|| conn.last_insert_rowid()))
}

pub(in crate::db) fn script(conn: &Connection, text: &str) -> Result<()> {
    conn.execute_batch(text).map_err(|e| told(conn, e))
}

/// Column `i` of a row.
pub(in crate::db) fn cell<'r>(row: &'r Row<'_>, i: usize) -> Result<Cell<'r>> {
    match row.get_ref(i).map_err(Error::internal)? {
        ValueRef::Null => Ok(Cell::Null),
        ValueRef::Integer(v) => Ok(Cell::Int(v)),
        ValueRef::Text(v) => std::str::from_utf8(v).map(Cell::Text).map_err(Error::internal),
        ValueRef::Blob(v) => Ok(Cell::Blob(v)),
        ValueRef::Real(_) => Err(Error::Internal(format!("column {i} holds a fraction"))),
    }
}

/// A fault of ours is easier to find with the statement's name.
fn named(sql: &Sql, error: Error) -> Error {
    match error {
        Error::Internal(told) => Error::Internal(format!("{}: {told}", sql.name())),
        error => error,
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Value::Null => Null.into(),
            Value::Int(v) => (*v).into(),
            Value::Bool(v) => i64::from(*v).into(),
            Value::Text(v) => v.as_str().into(),
            Value::Blob(v) => v.as_slice().into(),
        })
    }
}
