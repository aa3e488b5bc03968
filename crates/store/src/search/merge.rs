//! Bringing the pieces of SQLite's full text together. FTS5 writes what comes as a piece of its own and joins pieces only
//! once there are many of a size; a beginning of a word is looked up in each of them.
//! Source: <https://www.sqlite.org/fts5.html#the_merge_command>.

use crate::db::{Dialect, Tx};
use crate::{args, statements};
use wissel_model::Result;

statements! {
    CHANGES = "SELECT {changes}";
}

/// Two pieces of a size are joined: the least that FTS5 takes, so that few are left. Each word is then written again some
/// twenty times in its life, when nobody waits.
const TWO: &str = "INSERT INTO search_text (search_text, rank) VALUES ('usermerge', 2)";
const JOIN: &str = "INSERT INTO search_text (search_text, rank) VALUES ('merge', 300)";

/// One step of some 300 pages, about 1 MB; says whether there may be more to do. PostgreSQL sees to its index by itself.
///
/// # Errors
/// As [`Tx::all`].
pub fn merge(tx: &mut Tx<'_>) -> Result<bool> {
    if tx.dialect() == Dialect::Postgres {
        return Ok(false);
    }
    let changes = |tx: &mut Tx<'_>| tx.one(&CHANGES, args![], |row| row.get::<i64>(0));
    tx.script(TWO)?;
    let before = changes(tx)?;
    tx.script(JOIN)?;
    // The manual's sign: a step that had nothing to do changes one row.
    Ok(changes(tx)? - before > 1)
}
