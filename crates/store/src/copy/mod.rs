//! A copy of everything a desk knows, as lines of JSON: the same for both databases, so that a desk can move from
//! one to the other.
//!
//! `{"table": …, "columns": […]}` begins a table, and each line after it is one row. Tables come in an order in
//! which every row finds what it refers to. What only running programs need (sessions, leases, answers already
//! given) is left behind: whoever restores a copy signs in again. The full text is made anew from the tickets.

mod export;
mod import;

#[cfg(test)]
mod tests;

pub use export::{Exported, export};
pub(crate) use import::STATEMENTS;
pub use import::import;

use crate::db::Sql;
use crate::db::schema::Column;

/// The tables of a copy: whoever is referred to comes first.
const TABLES: &[&str] = &[
    "setting",
    "app_user",
    "user_load",
    "team",
    "team_member",
    "contact",
    "contact_address",
    "channel",
    "rule_version",
    "channel_turn",
    "status",
    "property",
    "saved_reply",
    "contact_property",
    "ticket",
    "ticket_property",
    "message",
    "intake",
    "comment",
    "mention",
    "attachment",
    "ticket_tag",
    "ticket_reader",
    "ticket_merge",
    "draft",
    "held",
    "notification",
    "notification_choice",
    "saved_view",
    "blocked_sender",
    "decision",
    "waiting",
    "tally",
    "event",
    "contact_event",
    "contact_merge",
    "contact_merge_moved",
    "contact_import",
    "contact_import_row",
    "job",
    "invitation",
];

/// Tables that stay behind.
#[cfg(test)]
const LEFT_BEHIND: &[&str] = &[
    "answered",
    "lease",
    "notification_place",
    "presence",
    "schema_version",
    "search_contact",
    "search_doc",
    "search_state",
    "search_word",
    "session",
];

/// A row's reference to a later row of its own table: filled in once the table is complete.
const LATER: (&str, &str) = ("app_user", "presence_set_by");

/// The database's own transaction number means nothing to another database.
const OWN: (&str, &str) = ("event", "tx");

/// Columns whose text is the name of a blob.
const BLOBS: &[(&str, &str)] = &[("attachment", "digest"), ("message", "raw")];

/// The columns of one table that a copy holds.
fn columns(all: &[Column], table: &str) -> Vec<Column> {
    let copied = |column: &&Column| column.table == table && (table, column.name.as_str()) != OWN;
    all.iter().filter(copied).cloned().collect()
}

/// The number that orders a table's rows, if it has one.
fn number(columns: &[Column]) -> Option<&str> {
    let known =
        |column: &&Column| matches!(column.name.as_str(), "id" | "seq") && column.class == "int";
    columns.iter().find(known).map(|column| column.name.as_str())
}

/// A statement made from the description of a table. Statements live as long as the program; a command that copies
/// makes a few dozen and ends.
fn made(name: &'static str, text: String) -> Sql {
    Sql::registered(name, Box::leak(text.into_boxed_str()))
}
