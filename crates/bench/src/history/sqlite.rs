//! Into the file, with nothing that takes time and is for later: no indexes, no log.

use anyhow::Result;
use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{Connection, ToSql, params_from_iter};

use super::rows::{Cell, Piece, TABLES};

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Int(n) => ToSqlOutput::Owned(Value::Integer(*n)),
            Self::Text(text) => text.as_str().into(),
            Self::Bool(yes) => ToSqlOutput::Owned(Value::Integer(i64::from(*yes))),
            Self::None => ToSqlOutput::Owned(Value::Null),
        })
    }
}

/// Puts all of it in, and counts what the product counts as it goes.
pub(super) fn fill(path: &str, pieces: impl Iterator<Item = Piece>) -> Result<()> {
    let conn = Connection::open(path)?;
    conn.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -131072;",
    )?;
    let indexes = without_indexes(&conn)?;
    conn.execute_batch("BEGIN")?;
    for piece in pieces {
        for (table, rows) in TABLES.iter().zip(&piece) {
            let marks = vec!["?"; table.columns.split(',').count()].join(", ");
            let text = format!("INSERT INTO {} ({}) VALUES ({marks})", table.name, table.columns);
            let mut statement = conn.prepare_cached(&text)?;
            for row in rows {
                statement.execute(params_from_iter(row))?;
            }
        }
    }
    conn.execute_batch(COUNTS)?;
    conn.execute_batch("COMMIT")?;
    for index in indexes {
        conn.execute_batch(&index)?;
    }
    conn.execute_batch("PRAGMA journal_mode = WAL")?;
    Ok(())
}

/// Drops the indexes of the tables and says how to make them again.
fn without_indexes(conn: &Connection) -> Result<Vec<String>> {
    let mut made = Vec::new();
    for table in &TABLES {
        let mut found = conn.prepare(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL",
        )?;
        let rows = found.query_map([table.name], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        for (name, text) in rows {
            conn.execute_batch(&format!("DROP INDEX {name}"))?;
            made.push(text);
        }
    }
    Ok(made)
}

/// Counts and loads as the tickets have them.
pub(super) const COUNTS: &str = "
    INSERT INTO tally (key, shard, n) SELECT 'open', 0, COUNT(*) FROM ticket WHERE closed_at IS NULL;
    INSERT INTO tally (key, shard, n) SELECT 'closed', 0, COUNT(*) FROM ticket WHERE closed_at IS NOT NULL;
    INSERT INTO tally (key, shard, n) SELECT 'unassigned', 0, COUNT(*) FROM ticket
        WHERE closed_at IS NULL AND owner_user IS NULL AND owner_team IS NULL;
    INSERT INTO tally (key, shard, n) SELECT 'user:' || owner_user, 0, COUNT(*) FROM ticket
        WHERE closed_at IS NULL AND owner_user IS NOT NULL GROUP BY owner_user;
    INSERT INTO tally (key, shard, n) SELECT 'team:' || team_id, 0, COUNT(*) FROM ticket
        WHERE closed_at IS NULL AND team_id IS NOT NULL GROUP BY team_id;
    UPDATE user_load SET open = (SELECT COUNT(*) FROM ticket WHERE owner_user = user_id AND counts)
        WHERE kind IN ('all', 'email');";
