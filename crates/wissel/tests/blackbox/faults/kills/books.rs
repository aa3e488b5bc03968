//! Everything the server knows at one moment, read from its own backup: lines of JSON, a table after another.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde_json::Value;

/// All tables.
pub(super) struct Books {
    tables: HashMap<String, Table>,
    /// Names of the attachments' bytes.
    pub(super) blobs: HashSet<String>,
}

#[derive(Default)]
struct Table {
    columns: HashMap<String, usize>,
    rows: Vec<Vec<Value>>,
}

/// A row of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    columns: &'a HashMap<String, usize>,
    cells: &'a [Value],
}

impl Books {
    pub(super) fn read(backup: &Path) -> Self {
        let file = File::open(backup).expect("the backup was made");
        let mut books = Self { tables: HashMap::new(), blobs: HashSet::new() };
        let mut table = String::new();
        for line in BufReader::new(file).lines() {
            let line = line.expect("a backup is text");
            if line.starts_with('[') {
                let cells = serde_json::from_str(&line).expect("a row is a list");
                let open = books.tables.get_mut(&table).expect("a table begins before its rows");
                open.rows.push(cells);
                continue;
            }
            let head: Value = serde_json::from_str(&line).expect("a backup is JSON");
            if let Some(name) = head["table"].as_str() {
                table = name.to_owned();
                let names = head["columns"].as_array().expect("columns is a list");
                let names = names.iter().map(|name| name.as_str().expect("a name").to_owned());
                let columns = names.enumerate().map(|(at, name)| (name, at)).collect();
                books.tables.insert(name.to_owned(), Table { columns, rows: Vec::new() });
            }
            books.blobs.extend(head["blob"].as_str().map(str::to_owned));
        }
        books
    }

    /// The rows of a table, in the order of their numbers.
    pub(super) fn rows(&self, table: &str) -> impl Iterator<Item = Row<'_>> {
        let table = self.tables.get(table).unwrap_or_else(|| panic!("no table {table}"));
        table.rows.iter().map(|cells| Row { columns: &table.columns, cells })
    }
}

impl<'a> Row<'a> {
    fn cell(self, column: &str) -> &'a Value {
        &self.cells[*self.columns.get(column).unwrap_or_else(|| panic!("no column {column}"))]
    }

    pub(super) fn int(self, column: &str) -> Option<i64> {
        self.cell(column).as_i64()
    }

    /// A number that cannot be missing.
    pub(super) fn id(self, column: &str) -> i64 {
        self.int(column).unwrap_or_else(|| panic!("{column} is empty"))
    }

    pub(super) fn text(self, column: &str) -> &'a str {
        self.cell(column).as_str().unwrap_or_default()
    }

    /// SQLite says it with 0 and 1.
    pub(super) fn flag(self, column: &str) -> bool {
        match self.cell(column) {
            Value::Bool(flag) => *flag,
            other => other.as_i64() == Some(1),
        }
    }

    /// A user or a team, if there is one.
    pub(super) fn owner(self) -> Option<(&'static str, i64)> {
        let user = self.int("owner_user").map(|id| ("user", id));
        user.or_else(|| self.int("owner_team").map(|id| ("team", id)))
    }
}
