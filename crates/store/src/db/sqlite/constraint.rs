//! The name of the unique index that refused.
//!
//! SQLite tells columns (`UNIQUE constraint failed: contact_address.kind, contact_address.value`), PostgreSQL the
//! index. Verbs match on the index's name, so it is looked up; only a refusal pays for it.

use rusqlite::Connection;

/// From SQLite's message to the name PostgreSQL would give.
pub(super) fn unique(conn: &Connection, message: &str) -> String {
    let told = message.strip_prefix("UNIQUE constraint failed: ").unwrap_or(message);
    // Told by name only when an expression is indexed.
    if let Some(name) = told.strip_prefix("index '") {
        return name.trim_end_matches('\'').to_owned();
    }
    let mut columns: Vec<&str> = Vec::new();
    let mut table = "";
    for part in told.split(", ") {
        let Some((of, column)) = part.split_once('.') else { return told.to_owned() };
        table = of;
        columns.push(column);
    }
    name(conn, table, &columns).unwrap_or_else(|_| told.to_owned())
}

fn name(conn: &Connection, table: &str, columns: &[&str]) -> rusqlite::Result<String> {
    let mut indexes =
        conn.prepare_cached(r#"SELECT name, origin FROM pragma_index_list(?1) WHERE "unique""#)?;
    let mut of = conn.prepare_cached("SELECT name FROM pragma_index_info(?1) ORDER BY seqno")?;
    let mut rows = indexes.query([table])?;
    while let Some(row) = rows.next()? {
        let (index, origin): (String, String) = (row.get(0)?, row.get(1)?);
        let named: Vec<Option<String>> =
            of.query_map([&index], |row| row.get(0))?.collect::<Result<_, _>>()?;
        if named.len() == columns.len()
            && named.iter().zip(columns).all(|(a, b)| a.as_deref() == Some(*b))
        {
            return Ok(match origin.as_str() {
                "c" => index,
                "u" => format!("{table}_{}_key", columns.join("_")),
                _ => format!("{table}_pkey"),
            });
        }
    }
    // No index at all: the row id, which is the integer primary key.
    Ok(format!("{table}_pkey"))
}
