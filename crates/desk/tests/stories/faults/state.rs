//! What is stored, without what differs from run to run for a good reason.

use std::collections::BTreeMap;

use wissel_store::db::Value;
use wissel_store::db::dump::{Dump, Table};

use super::verb::Again;

/// Columns of chance, and the number of the transaction.
const CHANCE: [(&str, &str); 6] = [
    ("event", "tx"),
    ("session", "token_hash"),
    ("invitation", "token_hash"),
    ("channel", "secrets"),
    ("app_user", "password_hash"),
    ("lease", "holder"),
];

/// What a try leaves behind besides its work.
const TRIES: [&str; 6] = ["attempts", "failures", "lease_until", "run_at", "last_error", "version"];

/// Everything stored, to be compared as text.
pub type State = BTreeMap<String, Vec<String>>;

/// `dump` as every run of the same work leaves it.
pub fn state(dump: &Dump) -> State {
    let mut state = State::new();
    for (name, table) in dump {
        state.insert(name.clone(), rows(name, table, |_| true));
    }
    state
}

/// The same, when it was done again: what that alone adds is left out.
pub fn again(dump: &Dump, again: Again) -> State {
    let mut state = State::new();
    for (name, table) in dump {
        let left_out = match again {
            Again::Itself | Again::Looks | Again::ByKey => false,
            // What is set once more is told once more, and somebody who signs in twice is signed in twice.
            Again::Sets => matches!(name.as_str(), "event" | "session" | "rule_version"),
            Again::Steps => false,
        };
        let kept = |column: &str| match again {
            Again::Itself | Again::Looks | Again::ByKey => true,
            Again::Sets => !matches!(column, "version" | "rule_version"),
            Again::Steps => !TRIES.contains(&column) && column != "at" && !column.ends_with("_at"),
        };
        if !left_out {
            state.insert(name.clone(), rows(name, table, kept));
        }
    }
    state
}

fn rows(name: &str, table: &Table, kept: impl Fn(&str) -> bool) -> Vec<String> {
    let shown = |row: &Vec<Value>| {
        let cells = table.columns.iter().zip(row).filter(|(column, _)| kept(column));
        let cells = cells.map(|(column, value)| format!("{column}={}", cell(name, column, value)));
        cells.collect::<Vec<_>>().join(" ")
    };
    let mut rows: Vec<String> = table.rows.iter().map(shown).collect();
    rows.sort();
    rows
}

fn cell(table: &str, column: &str, value: &Value) -> String {
    let chance = CHANCE.contains(&(table, column)) && *value != Value::Null;
    match value {
        _ if chance => "*".into(),
        Value::Text(text) if text.starts_with("hand:") => "hand:*".into(),
        Value::Text(text) if column == "record" => without_seed(text),
        other => format!("{other:?}"),
    }
}

fn without_seed(record: &str) -> String {
    fn forget(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(map) => {
                map.remove("seed");
                map.values_mut().for_each(forget);
            }
            serde_json::Value::Array(list) => list.iter_mut().for_each(forget),
            _ => {}
        }
    }
    let mut record: serde_json::Value = serde_json::from_str(record).unwrap();
    forget(&mut record);
    record.to_string()
}

/// How many rows each table has: all that can be compared when two come at once and numbers fall as they may.
pub fn sizes(dump: &Dump) -> BTreeMap<String, usize> {
    dump.iter().map(|(name, table)| (name.clone(), table.rows.len())).collect()
}

/// The rows in which two states differ, to be read by a person.
pub fn differ(a: &State, b: &State) -> String {
    let mut told = String::new();
    for (name, rows) in a {
        let others = &b[name];
        for row in rows.iter().filter(|row| !others.contains(row)) {
            told += &format!("\n - {name} {row}");
        }
        for row in others.iter().filter(|row| !rows.contains(row)) {
            told += &format!("\n + {name} {row}");
        }
    }
    told
}
