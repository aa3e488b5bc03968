//! Everything that is stored, for tests that compare it, and put it back.

use super::{Db, Dialect, Value, schema};
use std::collections::BTreeMap;
use wissel_model::Result;

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
        let mut dump = Dump::new();
        for (table, columns) in &tables {
            let text = format!("SELECT {} FROM \"{table}\"", named(columns));
            let mut rows = tx.raw(&text, &[], columns.len())?;
            rows.sort_by_cached_key(|row| format!("{row:?}"));
            dump.insert(table.clone(), Table { columns: columns.clone(), rows });
        }
        Ok(dump)
    })
    .await
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
    db.write(move |tx| {
        let (first, mark) = match tx.dialect() {
            Dialect::Sqlite => ("PRAGMA defer_foreign_keys = ON", '?'),
            Dialect::Postgres => ("SET LOCAL session_replication_role = replica", '$'),
        };
        tx.script(first)?;
        for (name, table) in &changed {
            tx.script(&format!("DELETE FROM \"{name}\""))?;
            if tx.dialect() == Dialect::Sqlite {
                // Numbers are given out from where they were.
                tx.raw("DELETE FROM sqlite_sequence WHERE name = ?1", &[name.clone().into()], 0)?;
            }
            let marks: Vec<String> =
                (1..=table.columns.len()).map(|n| format!("{mark}{n}")).collect();
            let columns = named(&table.columns);
            let text = format!("INSERT INTO \"{name}\" ({columns}) VALUES ({})", marks.join(", "));
            for row in &table.rows {
                tx.raw(&text, row, 0)?;
            }
        }
        Ok(())
    })
    .await
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
    db.write(|tx| tx.script(WITHOUT_GAPS)).await
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
