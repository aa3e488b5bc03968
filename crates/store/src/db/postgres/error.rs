//! PostgreSQL's errors as ours.

use std::error::Error as StdError;
use tokio_postgres::error::SqlState;
use wissel_model::Error;

/// What an error before the commit means for the caller.
pub(super) fn told(error: tokio_postgres::Error) -> Error {
    let Some(server) = error.as_db_error() else {
        // Not from the server: the connection broke, or a value did not fit its parameter.
        let io = error.is_closed() || source_is_io(&error);
        return if io { Error::Retry(chain(&error)) } else { Error::Internal(chain(&error)) };
    };
    let constraint =
        || Error::Constraint(server.constraint().unwrap_or_else(|| server.message()).to_owned());
    let told = || format!("{}: {}", server.code().code(), server.message());
    match server.code() {
        &SqlState::FOREIGN_KEY_VIOLATION => Error::Constraint("foreign_key".to_owned()),
        &SqlState::UNIQUE_VIOLATION
        | &SqlState::CHECK_VIOLATION
        | &SqlState::EXCLUSION_VIOLATION => constraint(),
        // A trigger of ours refused; its text is the name.
        &SqlState::RAISE_EXCEPTION => Error::Constraint(server.message().to_owned()),
        &SqlState::T_R_SERIALIZATION_FAILURE
        | &SqlState::T_R_DEADLOCK_DETECTED
        | &SqlState::LOCK_NOT_AVAILABLE => Error::Retry(told()),
        &SqlState::FEATURE_NOT_SUPPORTED if server.message().contains("cached plan") => {
            Error::Retry(told())
        }
        code if broken(code) => Error::Retry(told()),
        &SqlState::QUERY_CANCELED | &SqlState::READ_ONLY_SQL_TRANSACTION => {
            Error::Unavailable(told())
        }
        &SqlState::DISK_FULL => Error::NoRoom(told()),
        // Insufficient resources: connections, memory.
        code if code.code().starts_with("53") => Error::Unavailable(told()),
        _ => Error::Internal(told()),
    }
}

/// True when a prepared statement no longer fits its tables: a migration ran on another node.
pub(super) fn outdated(error: &Error) -> bool {
    matches!(error, Error::Retry(told) if told.starts_with(SqlState::FEATURE_NOT_SUPPORTED.code()))
}

/// True when the server refuses to write at all: it follows another one.
pub(super) fn is_standby(error: &Error) -> bool {
    let code = SqlState::READ_ONLY_SQL_TRANSACTION;
    matches!(error, Error::Unavailable(told) if told.starts_with(code.code()))
}

/// States with which the server ends a connection.
fn broken(code: &SqlState) -> bool {
    code.code().starts_with("08")
        || [
            SqlState::ADMIN_SHUTDOWN,
            SqlState::CRASH_SHUTDOWN,
            SqlState::CANNOT_CONNECT_NOW,
            SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
        ]
        .contains(code)
}

fn source_is_io(error: &tokio_postgres::Error) -> bool {
    error.source().is_some_and(|source| source.is::<std::io::Error>())
}

/// An error with its causes in one line.
pub(super) fn chain(error: &dyn StdError) -> String {
    let mut told = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        told = format!("{told}: {cause}");
        next = cause.source();
    }
    told
}
