//! Brings a database to this version's shape: numbered scripts, each once, each in one transaction.
//!
//! A script's tokens are those of `db::dialect::script_token`. Where the databases need different words, a line
//! `--! sqlite` or `--! postgres` begins a part for one of them and `--! both` ends it.

use crate::db::{Db, Dialect, Sql, Tx, rewrite_script};
use crate::{args, events};
use sha2::{Digest, Sha256};
use wissel_model::{Error, Result};

/// One step from a shape to the next.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Counts from 1, without gaps.
    pub version: i64,
    /// What it brings.
    pub name: &'static str,
    /// The script.
    pub text: &'static str,
}

/// All of them, oldest first. One that was released is never changed; the next one repairs it.
pub const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, name: "start", text: include_str!("../migrations/0001_start.sql") },
    Migration { version: 2, name: "search", text: include_str!("../migrations/0002_search.sql") },
    Migration {
        version: 3,
        name: "closed_of_whom",
        text: include_str!("../migrations/0003_closed_of_whom.sql"),
    },
    Migration {
        version: 4,
        name: "failures",
        text: include_str!("../migrations/0004_failures.sql"),
    },
    Migration {
        version: 5,
        name: "slim_indexes",
        text: include_str!("../migrations/0005_slim_indexes.sql"),
    },
    Migration {
        version: 6,
        name: "contact_words",
        text: include_str!("../migrations/0006_contact_words.sql"),
    },
    Migration {
        version: 7,
        name: "words_by_use",
        text: include_str!("../migrations/0007_words_by_use.sql"),
    },
    Migration {
        version: 8,
        name: "contact_pages",
        text: include_str!("../migrations/0008_contact_pages.sql"),
    },
    Migration {
        version: 9,
        name: "contact_merge",
        text: include_str!("../migrations/0009_contact_merge.sql"),
    },
    Migration {
        version: 10,
        name: "properties",
        text: include_str!("../migrations/0010_properties.sql"),
    },
    Migration {
        version: 11,
        name: "contact_import",
        text: include_str!("../migrations/0011_contact_import.sql"),
    },
    Migration {
        version: 12,
        name: "saved_replies",
        text: include_str!("../migrations/0012_saved_replies.sql"),
    },
    Migration { version: 13, name: "triage", text: include_str!("../migrations/0013_triage.sql") },
    Migration {
        version: 14,
        name: "drafts_and_presence",
        text: include_str!("../migrations/0014_drafts_and_presence.sql"),
    },
    Migration { version: 15, name: "held", text: include_str!("../migrations/0015_held.sql") },
    Migration {
        version: 16,
        name: "notifications",
        text: include_str!("../migrations/0016_notifications.sql"),
    },
    Migration {
        version: 17,
        name: "written",
        text: include_str!("../migrations/0017_written.sql"),
    },
    Migration {
        version: 18,
        name: "ticket_merge",
        text: include_str!("../migrations/0018_ticket_merge.sql"),
    },
    Migration {
        version: 19,
        name: "intake_message",
        text: include_str!("../migrations/0019_intake_message.sql"),
    },
];

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The versions that were applied now; empty when there was nothing to do.
    pub now: Vec<i64>,
    /// The version the database has.
    pub version: i64,
}

const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_version (
    version {int} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    applied_at {int} NOT NULL,
    checksum {text} NOT NULL
) {strict};";

/// Two nodes may start at once: one waits, however long the other one's script takes. The number is any number
/// that nothing else locks.
const ALONE: &str = "SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0;
    SELECT pg_advisory_xact_lock(7737553735);";

/// What the database has had. Not in the registry: these two come before there is a shape to prepare against.
const APPLIED: Sql = Sql::registered(
    "migrate::APPLIED",
    "SELECT version, checksum FROM schema_version ORDER BY version",
);

/// Notes a script that ran.
const NOTE: Sql = Sql::registered(
    "migrate::NOTE",
    "INSERT INTO schema_version (version, name, applied_at, checksum) VALUES ($1, $2, $3, $4)",
);

/// Applies what the database lacks, and puts in order what came from elsewhere. `at` is now, in microseconds UTC.
///
/// # Errors
/// `Refused("database.newer")` when a later version of the program has been here; `Refused("database.altered")`
/// when a script that ran here is not the one this program has. A script that fails leaves nothing of itself.
pub async fn migrate(db: &Db, at: i64) -> Result<Applied> {
    let applied = apply(db, at, MIGRATIONS).await?;
    let healed = db.write(|tx| alone(tx).and_then(|()| events::heal(tx))).await?;
    if healed > 0 {
        tracing::info!(healed, "the log came from another PostgreSQL and was put in order");
    }
    Ok(applied)
}

fn alone(tx: &mut Tx<'_>) -> Result<()> {
    if tx.dialect() == Dialect::Postgres { tx.script(ALONE) } else { Ok(()) }
}

/// [`migrate`] with a list of one's own.
///
/// # Errors
/// As [`migrate`].
pub async fn apply(db: &Db, at: i64, all: &'static [Migration]) -> Result<Applied> {
    let mut now = Vec::new();
    // One transaction each, so that a later one's failure keeps the earlier ones.
    while let Some(version) = db.write(move |tx| next(tx, at, all)).await? {
        now.push(version);
    }
    Ok(Applied { now, version: all.last().map_or(0, |migration| migration.version) })
}

/// The version that a database has; 0 for an empty one.
///
/// # Errors
/// As [`Db::read`].
pub async fn version(db: &Db) -> Result<i64> {
    let tables = crate::db::schema::describe(db).await?;
    if !tables.iter().any(|column| column.table == "schema_version") {
        return Ok(0);
    }
    let applied: Vec<i64> = db.read(|tx| tx.all(&APPLIED, args![], |row| row.get(0))).await?;
    Ok(applied.into_iter().max().unwrap_or(0))
}

/// Checks what is there and runs the next script; `None` when there is none.
fn next(tx: &mut Tx<'_>, at: i64, all: &[Migration]) -> Result<Option<i64>> {
    alone(tx)?;
    tx.script(&rewrite_script(TABLE, tx.dialect())?)?;
    let applied: Vec<(i64, String)> =
        tx.all(&APPLIED, args![], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (version, checksum) in &applied {
        let Some(ours) = all.iter().find(|ours| ours.version == *version) else {
            return Err(refused("database.newer", *version));
        };
        if checksum != &ours.checksum() {
            return Err(refused("database.altered", *version));
        }
    }
    let Some(todo) =
        all.iter().find(|ours| applied.iter().all(|(version, _)| *version != ours.version))
    else {
        return Ok(None);
    };
    tx.script(&rewrite_script(&part(todo.text, tx.dialect()), tx.dialect())?)?;
    tx.execute(&NOTE, args![todo.version, todo.name, at, todo.checksum()])?;
    Ok(Some(todo.version))
}

impl Migration {
    fn checksum(&self) -> String {
        Sha256::digest(self.text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn refused(code: &'static str, version: i64) -> Error {
    Error::Refused { code, args: vec![("version", version.to_string())] }
}

/// The lines for this database. The others become empty, so that an error's line number stays true.
fn part(text: &str, to: Dialect) -> String {
    let mut ours = true;
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        match line.trim() {
            "--! sqlite" => ours = to == Dialect::Sqlite,
            "--! postgres" => ours = to == Dialect::Postgres,
            "--! both" => ours = true,
            _ if ours => out.push_str(line),
            _ => {}
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests;
