//! Everything that is stored, for tests that compare it, and put it back.

use super::{Db, Dialect, Tx, Value, schema};
use std::collections::BTreeMap;
use wissel_model::{Error, Result};

/// A table: its columns by name, and its rows in the order of their values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

/// Every table by name, but the one that says which migrations ran.
pub type Dump = BTreeMap<String, Table>;

/// Reads everything, on one snapshot.
///
/// # Errors
/// As [`Db::read`].
pub async fn take(db: &Db) -> Result<Dump> {
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for column in schema::describe(db).await? {
        if column.table != "schema_version" {
            tables.entry(column.table).or_default().push(column.name);
        }
    }
    db.read(move |tx| {
        let mut dump: Dump = tables
            .iter()
            .map(|(name, columns)| {
                (name.clone(), Table { columns: columns.clone(), rows: Vec::new() })
            })
            .collect();
        match tx.dialect() {
            Dialect::Sqlite => {
                for (name, table) in &mut dump {
                    let text = format!("SELECT {} FROM \"{name}\"", named(&table.columns));
                    table.rows = tx.raw(&text, &[], table.columns.len())?;
                }
            }
            Dialect::Postgres => {
                // One question for all of them: tests ask thousands of times.
                let each = tables
                    .keys()
                    .map(|name| format!("SELECT '{name}', to_jsonb(t)::text FROM \"{name}\" t"));
                for row in tx.raw(&each.collect::<Vec<_>>().join(" UNION ALL "), &[], 2)? {
                    let [Value::Text(name), Value::Text(row)] = row.as_slice() else { continue };
                    let row: serde_json::Value =
                        serde_json::from_str(row).map_err(Error::internal)?;
                    if let Some(table) = dump.get_mut(name) {
                        table
                            .rows
                            .push(table.columns.iter().map(|column| value(&row[column])).collect());
                    }
                }
            }
        }
        for table in dump.values_mut() {
            table.rows.sort_by_cached_key(|row| format!("{row:?}"));
        }
        Ok(dump)
    })
    .await
}

fn value(json: &serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(is) => Value::Bool(*is),
        serde_json::Value::Number(n) => Value::Int(n.as_i64().unwrap_or_default()),
        serde_json::Value::String(text) => Value::Text(text.clone()),
        other => Value::Text(other.to_string()),
    }
}

fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Int(n) => (*n).into(),
        Value::Bool(is) => (*is).into(),
        Value::Text(text) => text.clone().into(),
        Value::Blob(_) => unreachable!("no table holds bytes"),
    }
}

/// Puts `wanted` back where `now` differs from it. References are not checked: they held when it was taken.
///
/// # Errors
/// As [`Db::write`]. PostgreSQL lets only its superuser do this.
pub async fn put_back(db: &Db, wanted: &Dump, now: &Dump) -> Result<()> {
    let changed: Dump = wanted
        .iter()
        .filter(|(name, table)| now.get(*name) != Some(table))
        .map(|(name, table)| (name.clone(), table.clone()))
        .collect();
    db.write(move |tx| match tx.dialect() {
        Dialect::Sqlite => changed.iter().try_for_each(|(name, table)| sqlite(tx, name, table)),
        Dialect::Postgres => tx.script(&postgres(&changed)),
    })
    .await
}

fn sqlite(tx: &mut Tx<'_>, name: &str, table: &Table) -> Result<()> {
    tx.script("PRAGMA defer_foreign_keys = ON")?;
    tx.script(&format!("DELETE FROM \"{name}\""))?;
    // Numbers are given out from where they were.
    tx.raw("DELETE FROM sqlite_sequence WHERE name = ?1", &[name.into()], 0)?;
    let marks: Vec<String> = (1..=table.columns.len()).map(|n| format!("?{n}")).collect();
    let columns = named(&table.columns);
    let text = format!("INSERT INTO \"{name}\" ({columns}) VALUES ({})", marks.join(", "));
    table.rows.iter().try_for_each(|row| tx.raw(&text, row, 0).map(drop))
}

/// One text for all of it.
fn postgres(changed: &Dump) -> String {
    let mut text = "SET LOCAL session_replication_role = replica".to_owned();
    for (name, table) in changed {
        let object = |row: &Vec<Value>| {
            let cells = table.columns.iter().cloned().zip(row.iter().map(json));
            serde_json::Value::Object(cells.collect())
        };
        let rows = serde_json::Value::Array(table.rows.iter().map(object).collect());
        text += &format!(
            "; DELETE FROM \"{name}\"; INSERT INTO \"{name}\"
            SELECT * FROM jsonb_populate_recordset(NULL::\"{name}\", $dump${rows}$dump$)"
        );
    }
    text
}

/// Runs a text as it stands, for what only a test needs: a trigger that looks on, for one.
///
/// # Errors
/// As [`Db::write`].
pub async fn script(db: &Db, text: &str) -> Result<()> {
    let text = text.to_owned();
    db.write(move |tx| tx.script(&text)).await
}

/// Has PostgreSQL give numbers out without gaps, as SQLite does, so that two runs of the same verb can be compared.
/// Only for one transaction at a time.
///
/// # Errors
/// As [`Db::write`].
pub async fn without_gaps(db: &Db) -> Result<()> {
    if db.kind() == Dialect::Sqlite {
        return Ok(());
    }
    script(db, WITHOUT_GAPS).await
}

const WITHOUT_GAPS: &str = "
CREATE FUNCTION next_number(of text, name text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE n bigint;
BEGIN
    EXECUTE format('SELECT coalesce(max(%I), 0) + 1 FROM %I', name, of) INTO n;
    RETURN n;
END $$;
DO $$
DECLARE c record;
BEGIN
    FOR c IN SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = current_schema() AND is_identity = 'YES' LOOP
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I DROP IDENTITY', c.table_name, c.column_name);
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET DEFAULT next_number(%L, %L)', c.table_name, c.column_name,
            c.table_name, c.column_name);
    END LOOP;
END $$;";

fn named(columns: &[String]) -> String {
    columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ")
}
