//! What the door promises, on both databases.

mod ahead;
mod broken;
mod constraints;
mod events;
mod groups;
mod plans;
mod postgres;
mod schema;
mod snapshots;
mod sqlite;
mod transactions;
mod values;

use super::Tx;
use crate::args;
use wissel_model::Result;

/// Statements of a test: like `statements!`, without the list that the registry reads.
macro_rules! sql {
    ($($(#[$doc:meta])* $name:ident = $text:expr;)*) => {
        $($(#[$doc])* const $name: crate::db::Sql = crate::db::Sql::registered(stringify!($name), $text);)*
    };
}
use sql;

/// One small table for most tests.
const NOTES: &str = "CREATE TABLE note (id {id}, body {text} NOT NULL) {strict};";

sql! {
    ADD = "INSERT INTO note (body) VALUES ($1)";
    COUNT = "SELECT count(*) FROM note";
    BODIES = "SELECT body FROM note ORDER BY id";
    CHANGE = "UPDATE note SET body = $2 WHERE id = $1";
    LOCKED = "SELECT body FROM note WHERE id = $1 {lock}";
}

fn add(tx: &mut Tx<'_>, body: &str) -> Result<()> {
    tx.execute(&ADD, args![body]).map(drop)
}

fn count(tx: &mut Tx<'_>) -> Result<i64> {
    tx.one(&COUNT, args![], |row| row.get(0))
}
