//! SQLite's errors as ours.

use super::constraint;
use rusqlite::{Connection, ErrorCode, ffi};
use wissel_model::Error;

/// What an error means for the caller. Reads the schema to give a constraint the name it has on PostgreSQL.
pub(super) fn told(conn: &Connection, error: rusqlite::Error) -> Error {
    let rusqlite::Error::SqliteFailure(code, message) = &error else {
        return Error::internal(error);
    };
    let message = message.as_deref().unwrap_or_default();
    match (code.code, code.extended_code) {
        (
            _,
            ffi::SQLITE_CONSTRAINT_UNIQUE
            | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
            | ffi::SQLITE_CONSTRAINT_ROWID,
        ) => Error::Constraint(constraint::unique(conn, message)),
        (_, ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Error::Constraint("foreign_key".to_owned()),
        (_, ffi::SQLITE_CONSTRAINT_CHECK | ffi::SQLITE_CONSTRAINT_TRIGGER) => {
            let name = message.strip_prefix("CHECK constraint failed: ").unwrap_or(message);
            Error::Constraint(name.to_owned())
        }
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Error::Retry(error.to_string()),
        (ErrorCode::DiskFull, _) => Error::NoRoom(error.to_string()),
        (
            ErrorCode::SystemIoFailure
            | ErrorCode::CannotOpen
            | ErrorCode::ReadOnly
            | ErrorCode::OutOfMemory,
            _,
        ) => Error::Unavailable(error.to_string()),
        _ => Error::internal(error),
    }
}
