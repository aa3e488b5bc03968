//! Everything that is written differently for the two databases, side by side.

/// Which database is behind the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// The embedded file.
    Sqlite,
    /// A server, for more than one machine.
    Postgres,
}

impl Dialect {
    /// What stands before a parameter's number.
    pub(super) fn parameter(self) -> char {
        match self {
            Self::Sqlite => '?',
            Self::Postgres => '$',
        }
    }
}

/// A token of a statement. SQLite has one writer, so there is nothing to lock. `columns` are those that the statement's
/// `{rows …}` names, if it has one.
pub(super) fn statement_token(
    to: Dialect,
    token: &str,
    columns: Option<&[Column<'_>]>,
) -> Option<String> {
    if let Some(n) = token.strip_prefix("list $") {
        return list(to, n, "bigint");
    }
    if let Some(n) = token.strip_prefix("texts $") {
        return list(to, n, "text");
    }
    if let Some((word, numbers)) =
        token.split_once(' ').filter(|(word, _)| matches!(*word, "behind" | "ahead"))
    {
        return after(to, numbers, word == "behind");
    }
    if let Some(index) = token.strip_prefix("walks ") {
        // SQLite keeps no figures on the data and may take an index whose first column is the same in very many rows.
        return Some(match to {
            Dialect::Sqlite => format!("INDEXED BY {index}"),
            Dialect::Postgres => String::new(),
        });
    }
    if let Some(n) = token.strip_prefix("counts $") {
        return counts(to, n);
    }
    if let Some(n) = token.strip_prefix("matches $") {
        n.parse::<u16>().ok()?;
        return Some(match to {
            Dialect::Sqlite => format!("search_text MATCH ?{n}"),
            Dialect::Postgres => format!("words @@ ${n}::text::tsquery"),
        });
    }
    // The same, for going through documents by their numbers: PostgreSQL takes the index of the words for no `IS TRUE`.
    if let Some(n) = token.strip_prefix("holds $") {
        n.parse::<u16>().ok()?;
        return Some(match to {
            Dialect::Sqlite => format!("search_text MATCH ?{n}"),
            Dialect::Postgres => format!("(words @@ ${n}::text::tsquery) IS TRUE"),
        });
    }
    if let Some(columns) = columns {
        if token.starts_with(ROWS) {
            return Some(rows(to, columns));
        }
        let place = |name: &str| columns.iter().position(|column| column.name == name);
        if let Some(n) = place(token) {
            return Some(pick_owned(to, || format!("?{}", n + 1), || format!("row.{token}")));
        }
        // A column that holds a document of the full text.
        if let Some((name, n)) =
            token.strip_prefix("words ").and_then(|name| Some((name, place(name)?)))
        {
            let postgres = || format!("row.{name}::tsvector");
            return Some(pick_owned(to, || format!("?{}", n + 1), postgres));
        }
    }
    if let Some(id) = token.strip_prefix("made ") {
        // SQLite tells the id that it gave last; asked to return it, it would put it in a table of its own first.
        return Some(pick_owned(to, String::new, || format!("RETURNING {id}")));
    }
    let (sqlite, postgres) = match token {
        // The number of a document of the full text, and the same for walking by it: PostgreSQL must take the words'
        // index and not the numbers'.
        "seq" => ("rowid", "seq"),
        "walk" => ("rowid", "(seq + 0)"),
        "log" => ("seq", "tx, seq"),
        // Keys never change, so whoever refers to the row (a foreign key's check) need not wait for its holder: two
        // transactions that had both referred to it and then wanted to hold it would wait for each other.
        "lock" => ("", "FOR NO KEY UPDATE"),
        // Rows that this connection changed so far.
        "changes" => ("total_changes()", "0"),
        "skip_locked" => ("", "FOR UPDATE SKIP LOCKED"),
        // No transaction here has this number or a higher one yet; those of SQLite are all called 0.
        "next_tx" => ("1", "pg_snapshot_xmax(pg_current_snapshot())::text::bigint"),
        // Below it every transaction has ended: a reader of the log that stays below skips no late commit.
        "horizon" => {
            ("9223372036854775807", "pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        }
        _ => return None,
    };
    Some(pick(to, sqlite, postgres).to_owned())
}

/// A list as one parameter holding a JSON array: a statement's text must not depend on how many there are.
fn list(to: Dialect, n: &str, cast: &str) -> Option<String> {
    n.parse::<u16>().ok()?;
    Some(match to {
        Dialect::Sqlite => format!("(SELECT value FROM json_each(?{n}))"),
        Dialect::Postgres => {
            format!("(SELECT value::{cast} FROM json_array_elements_text(${n}::text::json))")
        }
    })
}

/// Events after a cursor (transaction, number), and only those that every reader may see.
///
/// On SQLite all are of transaction 0, so the number alone says it. It must: SQLite compares pairs by the first of the
/// two, and would read the whole log each time to find its end.
fn after(to: Dialect, numbers: &str, seen: bool) -> Option<String> {
    let (tx, seq) = numbers.strip_prefix('$')?.split_once(" $")?;
    let (tx, seq) = (tx.parse::<u16>().ok()?, seq.parse::<u16>().ok()?);
    let horizon = statement_token(Dialect::Postgres, "horizon", None)?;
    Some(match (to, seen) {
        (Dialect::Sqlite, _) => format!("seq > ?{seq} AND +tx >= ?{tx}"),
        (Dialect::Postgres, true) => format!("(tx, seq) > (${tx}, ${seq}) AND tx < {horizon}"),
        (Dialect::Postgres, false) => format!("(tx, seq) > (${tx}, ${seq})"),
    })
}

/// Words with a number each, as one parameter holding a JSON array of pairs.
fn counts(to: Dialect, n: &str) -> Option<String> {
    n.parse::<u16>().ok()?;
    Some(match to {
        Dialect::Sqlite => format!(
            "(SELECT json_extract(value, '$[0]') AS word, json_extract(value, '$[1]') AS n FROM json_each(?{n}))"
        ),
        Dialect::Postgres => format!(
            "(SELECT value->>0 AS word, (value->>1)::bigint AS n FROM json_array_elements(${n}::text::json))"
        ),
    })
}

/// How the token begins that names the columns of many rows.
const ROWS: &str = "rows ";

/// A column of `{rows id int, name text}`.
pub(super) struct Column<'a> {
    name: &'a str,
    array: &'static str,
}

/// The columns that a statement's `{rows …}` names, if it has one and every type in it is known.
pub(super) fn columns(text: &str) -> Option<Vec<Column<'_>>> {
    let (_, rest) = text.split_once("{rows ")?;
    let (all, _) = rest.split_once('}')?;
    all.split(',')
        .map(|one| {
            let (name, kind) = one.trim().split_once(' ')?;
            let array = match kind.trim() {
                "int" => "bigint[]",
                "text" => "text[]",
                "bool" => "boolean[]",
                _ => return None,
            };
            Some(Column { name: name.trim(), array })
        })
        .collect()
}

/// Many rows to read from. On PostgreSQL each parameter is an array and `{name}` a column of theirs, so that one statement
/// does them all. A call costs SQLite nothing, so there a row is a call, `{name}` its parameter, and nothing is read from.
fn rows(to: Dialect, columns: &[Column<'_>]) -> String {
    let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    let arrays = (1..).zip(columns).map(|(n, column)| format!("${n}::{}", column.array));
    let arrays = arrays.collect::<Vec<_>>().join(", ");
    let from = || format!("FROM unnest({arrays}) AS row ({})", names.join(", "));
    pick_owned(to, String::new, from)
}

/// A token of a migration: column types and the values of booleans.
pub(super) fn script_token(to: Dialect, token: &str) -> Option<&'static str> {
    let (sqlite, postgres) = match token {
        "id" => (
            "INTEGER PRIMARY KEY AUTOINCREMENT",
            "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
        ),
        "int" => ("INTEGER", "BIGINT"),
        "text" => ("TEXT", "TEXT"),
        "bool" => ("INTEGER", "BOOLEAN"),
        "true" => ("1", "TRUE"),
        "false" => ("0", "FALSE"),
        "blob" => ("BLOB", "BYTEA"),
        "strict" => ("STRICT", ""),
        "txid" => (
            "INTEGER NOT NULL DEFAULT 0",
            "BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text::bigint)",
        ),
        _ => return None,
    };
    Some(pick(to, sqlite, postgres))
}

fn pick(to: Dialect, sqlite: &'static str, postgres: &'static str) -> &'static str {
    match to {
        Dialect::Sqlite => sqlite,
        Dialect::Postgres => postgres,
    }
}

fn pick_owned(
    to: Dialect,
    sqlite: impl FnOnce() -> String,
    postgres: impl FnOnce() -> String,
) -> String {
    match to {
        Dialect::Sqlite => sqlite(),
        Dialect::Postgres => postgres(),
    }
}
