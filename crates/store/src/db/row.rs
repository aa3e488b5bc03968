//! What comes out of a statement: one row, read by column number, strictly typed on both databases.

use super::{Value, postgres, sqlite};
use wissel_model::{Error, Result};

/// One row of an answer.
pub struct Row<'a>(pub(super) Cells<'a>);

pub(super) enum Cells<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

/// A column as it was seen, before it becomes a type of ours.
#[derive(Debug, Clone, Copy)]
pub enum Cell<'a> {
    /// `NULL`.
    Null,
    /// A whole number of any width.
    Int(i64),
    /// A boolean (PostgreSQL only; SQLite shows [`Cell::Int`]).
    Bool(bool),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Blob(&'a [u8]),
}

/// A type that can be read from a column.
pub trait FromCell: Sized {
    /// The value, or `None` when the column holds something else.
    fn from_cell(cell: Cell<'_>) -> Option<Self>;
}

impl Row<'_> {
    /// Column `i`, counted from 0.
    ///
    /// # Errors
    /// `Internal` when there is no such column, it holds another type, or `NULL` without an `Option`.
    pub fn get<T: FromCell>(&self, i: usize) -> Result<T> {
        let cell = match self.0 {
            Cells::Sqlite(row) => sqlite::cell(row, i),
            Cells::Postgres(row) => postgres::cell(row, i),
        }?;
        T::from_cell(cell).ok_or_else(|| {
            let wanted = std::any::type_name::<T>();
            let kind = match cell {
                Cell::Null => "NULL",
                Cell::Int(_) => "a number",
                Cell::Bool(_) => "a boolean",
                Cell::Text(_) => "text",
                Cell::Blob(_) => "bytes",
            };
            Error::Internal(format!("column {i} holds {kind}, not {wanted}"))
        })
    }
}

impl<T: FromCell> FromCell for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Null => Some(None),
            cell => T::from_cell(cell).map(Some),
        }
    }
}

impl FromCell for Value {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        Some(match cell {
            Cell::Null => Value::Null,
            Cell::Int(v) => Value::Int(v),
            Cell::Bool(v) => Value::Bool(v),
            Cell::Text(v) => Value::Text(v.to_owned()),
            Cell::Blob(v) => Value::Blob(v.to_vec()),
        })
    }
}

/// `FromCell` for a list of types, each with the cells it takes.
macro_rules! from_cell {
    ($($ty:ty => { $($cell:pat => $make:expr,)+ })*) => {
        $(impl FromCell for $ty {
            fn from_cell(cell: Cell<'_>) -> Option<Self> {
                match cell { $($cell => Some($make),)+ _ => None }
            }
        })*
    };
}

from_cell! {
    i64 => { Cell::Int(v) => v, }
    bool => { Cell::Bool(v) => v, Cell::Int(0) => false, Cell::Int(1) => true, }
    String => { Cell::Text(v) => v.to_owned(), }
    Vec<u8> => { Cell::Blob(v) => v.to_vec(), }
}
