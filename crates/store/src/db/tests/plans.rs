//! What a page asks must not get slower with what is stored: no statement reads a whole table that grows, but those few
//! that are meant to.
//!
//! SQLite says how it would go about each; without figures on the data that is the same however much there is.

use crate::db::{Dialect, Sql, Value};
use crate::scratch::Scratch;
use crate::statements::registry;

/// Tables with a row or more per ticket, contact or word.
const GROWING: &[&str] = &[
    "attachment",
    "comment",
    "contact",
    "contact_address",
    "contact_event",
    "contact_import_row",
    "contact_merge",
    "contact_merge_moved",
    "contact_property",
    "decision",
    "draft",
    "held",
    "event",
    "intake",
    "mention",
    "message",
    "notification",
    "search_contact",
    "search_doc",
    "search_word",
    "ticket",
    "ticket_property",
    "ticket_merge",
    "ticket_reader",
    "ticket_tag",
];

/// Those that are meant to: a check of the whole desk by hand, a first start on another server's data, a copy put back;
/// and the one that ends by itself, after so many rows.
const MAY: &[&str] = &[
    "audit::TICKETS",
    "standing::LOADS_RECOUNTED",
    "standing::STANDINGS",
    "events::HEAL",
    "copy::import::USED",
    "tags::USED",
];

/// Pages: they walk an index in its order and stop, and never sort what they would leave out.
const PAGES: &[&str] = &[
    "::views::",
    "search::find::OFTEN",
    "search::find::BEFORE",
    "search::contacts::WITH",
    "search::contacts::BEHIND",
    "search::contacts::BEFORE",
    "contacts::imports::rows::PAGE",
    "contacts::imports::rows::OF_OUTCOME",
    "contacts::list::",
    "contacts::history::PAGE",
    "conversation::PAGE",
    "notifications::PAGE",
    "tickets::OF_CONTACT",
    "contacts::timeline::TICKETS",
];

/// The tables of `GROWING` that SQLite would read from one end to the other.
fn read_through(told: &str) -> Option<&str> {
    let table = told.strip_prefix("SCAN ")?.split(' ').next()?;
    GROWING.contains(&table).then_some(table)
}

fn nulls(text: &str) -> Vec<Value> {
    let numbers = text.split('?').skip(1);
    let number = |rest: &str| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok();
    vec![Value::Null; numbers.filter_map(number).max().unwrap_or(0)]
}

#[tokio::test]
async fn no_statement_reads_all_of_a_table_that_grows() {
    let scratch = Scratch::new(Dialect::Sqlite).await;
    let db = scratch.migrated().await;
    let mut found = Vec::new();
    for sql in registry() {
        // What an insert would look through for a key that is taken, it never does: there are no such.
        let insert = sql.written(Dialect::Sqlite).unwrap().starts_with("INSERT");
        if insert || MAY.iter().any(|name| sql.name().ends_with(name)) {
            continue;
        }
        for told in db.read(move |tx| plan(tx, sql)).await.unwrap() {
            if let Some(table) = read_through(&told) {
                found.push(format!("{} reads all of {table}: {told}", sql.name()));
            }
            if told.starts_with("USE TEMP B-TREE")
                && PAGES.iter().any(|name| sql.name().contains(name))
            {
                found.push(format!("{} sorts: {told}", sql.name()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    db.close().await;
    scratch.remove().await;
}

fn plan(tx: &mut crate::db::Tx<'_>, sql: &Sql) -> wissel_model::Result<Vec<String>> {
    let text = sql.written(Dialect::Sqlite)?;
    let rows = tx.raw(&format!("EXPLAIN QUERY PLAN {text}"), &nulls(&text), 4)?;
    let told = rows.into_iter().filter_map(|row| match row.into_iter().nth(3) {
        Some(Value::Text(told)) => Some(told),
        _ => None,
    });
    Ok(told.collect())
}
