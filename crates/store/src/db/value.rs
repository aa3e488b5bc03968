//! What goes into a statement: four kinds of value, the same on both databases.

/// A statement's argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// SQL `NULL`, of whatever type the column has.
    Null,
    /// Any whole number: ids, counts, microseconds.
    Int(i64),
    /// `BOOLEAN` on PostgreSQL, 0 or 1 on SQLite.
    Bool(bool),
    /// Text without NUL characters (PostgreSQL has none; both refuse them).
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

/// `From` for a list of types, each with the way to make the value.
macro_rules! from {
    ($($ty:ty => |$v:ident| $make:expr;)*) => {
        $(impl From<$ty> for Value {
            fn from($v: $ty) -> Self { $make }
        })*
    };
}

from! {
    i64 => |v| Value::Int(v);
    i32 => |v| Value::Int(v.into());
    u32 => |v| Value::Int(v.into());
    u16 => |v| Value::Int(v.into());
    u8 => |v| Value::Int(v.into());
    bool => |v| Value::Bool(v);
    &str => |v| Value::Text(v.to_owned());
    String => |v| Value::Text(v);
    &String => |v| Value::Text(v.clone());
    Vec<u8> => |v| Value::Blob(v);
    &Vec<u8> => |v| Value::Blob(v.clone());
    &[u8] => |v| Value::Blob(v.to_vec());
    &Value => |v| v.clone();
}

/// The arguments of a statement, in the order of `$1`, `$2`, …: `args![ticket, "open", None::<i64>]`.
#[macro_export]
macro_rules! args {
    () => { &[] as &[$crate::db::Value] };
    ($($value:expr),+ $(,)?) => { &[$($crate::db::Value::from($value)),+] as &[$crate::db::Value] };
}
