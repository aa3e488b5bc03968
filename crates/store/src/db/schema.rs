//! What tables a database has, said the same way for both: for tests that compare them, and for copies.

use super::{Db, Dialect, Sql};
use crate::args;
use wissel_model::Result;

/// One column. SQLite has no booleans: there a `bool` is an `int`. Compare with [`Column::portable`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    /// The table.
    pub table: String,
    /// The column.
    pub name: String,
    /// The class of its type: `int`, `text`, `bool`, `blob`, or the database's own word.
    pub class: String,
    /// May it be `NULL`?
    pub nullable: bool,
}

/// An integer primary key is never null, although SQLite does not say so.
const SQLITE: Sql = Sql::registered(
    "schema::SQLITE",
    "SELECT t.name, c.name, lower(c.type), c.\"notnull\" = 0 AND c.pk = 0
    FROM pragma_table_list t JOIN pragma_table_info(t.name) c
    WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite@_%' ESCAPE '@'",
);

/// Tables of this schema; what only a search index needs is not compared.
const POSTGRES: Sql = Sql::registered(
    "schema::POSTGRES",
    "SELECT c.table_name::text, c.column_name::text, c.data_type::text, c.is_nullable = 'YES'
    FROM information_schema.columns c
    JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.table_name <> 'search_text'",
);

/// Tables that would take any value in any column.
const LAX: Sql = Sql::registered(
    "schema::LAX",
    "SELECT name FROM pragma_table_list
    WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite@_%' ESCAPE '@'",
);

/// Every column of every table, by table and name.
///
/// # Errors
/// As [`Db::read`].
pub async fn describe(db: &Db) -> Result<Vec<Column>> {
    let mut columns = db
        .read(|tx| {
            let sql = match tx.dialect() {
                Dialect::Sqlite => &SQLITE,
                Dialect::Postgres => &POSTGRES,
            };
            tx.all(sql, args![], |row| {
                let class = class(&row.get::<String>(2)?).to_owned();
                Ok(Column { table: row.get(0)?, name: row.get(1)?, class, nullable: row.get(3)? })
            })
        })
        .await?;
    columns.sort();
    Ok(columns)
}

/// SQLite tables without `STRICT`; PostgreSQL has no others.
///
/// # Errors
/// As [`Db::read`].
pub async fn lax(db: &Db) -> Result<Vec<String>> {
    db.read(|tx| match tx.dialect() {
        Dialect::Sqlite => tx.all(&LAX, args![], |row| row.get(0)),
        Dialect::Postgres => Ok(Vec::new()),
    })
    .await
}

impl Column {
    /// The same column as both databases can say it.
    #[must_use]
    pub fn portable(mut self) -> Self {
        if self.class == "bool" {
            "int".clone_into(&mut self.class);
        }
        self
    }
}

fn class(told: &str) -> &str {
    match told {
        "integer" | "int" | "bigint" | "smallint" => "int",
        "boolean" => "bool",
        "bytea" | "blob" => "blob",
        "text" | "character varying" => "text",
        other => other,
    }
}
