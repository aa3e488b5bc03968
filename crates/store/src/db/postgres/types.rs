//! Values as PostgreSQL sends and takes them. The server names each parameter's type; a value fits or is refused.

use crate::db::Value;
use crate::db::row::Cell;
use std::error::Error as StdError;
use tokio_postgres::Row;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use wissel_model::{Error, Result};

type Boxed = Box<dyn StdError + Sync + Send>;

/// A value on its way to a parameter.
#[derive(Debug)]
pub(super) struct Typed<'v>(pub(super) &'v Value);

impl ToSql for Typed<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Boxed> {
        match (self.0, ty) {
            (Value::Null, _) => return Ok(IsNull::Yes),
            (Value::Int(v), &Type::INT8) => return v.to_sql(ty, out),
            (Value::Int(v), &Type::INT4) => return i32::try_from(*v)?.to_sql(ty, out),
            (Value::Int(v), &Type::INT2) => return i16::try_from(*v)?.to_sql(ty, out),
            (Value::Bool(v), &Type::BOOL) => return v.to_sql(ty, out),
            (Value::Blob(v), &Type::BYTEA) => return v.to_sql(ty, out),
            (Value::Text(v), &Type::JSONB) => {
                // The version of the binary form.
                out.extend_from_slice(&[1]);
                out.extend_from_slice(v.as_bytes());
            }
            (Value::Text(v), ty) if textual(ty) => out.extend_from_slice(v.as_bytes()),
            (value, ty) => {
                return Err(format!("{value:?} does not fit a parameter of type {ty}").into());
            }
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn textual(ty: &Type) -> bool {
    matches!(
        *ty,
        Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN | Type::JSON
    )
}

/// A column's raw bytes, or the lack of them.
struct Raw<'a>(Option<&'a [u8]>);

impl<'a> FromSql<'a> for Raw<'a> {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Boxed> {
        Ok(Raw(Some(raw)))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Boxed> {
        Ok(Raw(None))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// Column `i` of a row.
pub(in crate::db) fn cell(row: &Row, i: usize) -> Result<Cell<'_>> {
    let Some(column) = row.columns().get(i) else {
        return Err(Error::Internal(format!("no column {i}")));
    };
    let ty = column.type_();
    let Raw(Some(raw)) = row.try_get(i).map_err(Error::internal)? else {
        return Ok(Cell::Null);
    };
    let cell = match *ty {
        Type::INT8 => i64::from_sql(ty, raw).map(Cell::Int),
        Type::INT4 => i32::from_sql(ty, raw).map(|v| Cell::Int(v.into())),
        Type::INT2 => i16::from_sql(ty, raw).map(|v| Cell::Int(v.into())),
        Type::BOOL => bool::from_sql(ty, raw).map(Cell::Bool),
        Type::BYTEA => Ok(Cell::Blob(raw)),
        Type::JSONB => {
            <&str>::from_sql(&Type::TEXT, raw.get(1..).unwrap_or_default()).map(Cell::Text)
        }
        _ if textual(ty) => <&str>::from_sql(&Type::TEXT, raw).map(Cell::Text),
        _ => {
            Err(format!("column {i} has type {ty}; cast it to bigint, boolean, text or bytea")
                .into())
        }
    };
    cell.map_err(|e| Error::Internal(e.to_string()))
}
