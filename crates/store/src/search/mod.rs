//! Full text: FTS5 on SQLite, `tsvector` with GIN on PostgreSQL, behind the same few functions.
//!
//! Every ticket is one document, a row of words that the desk took from it: the words of subject, messages, comments
//! and people; the words of one field again with that field's mark; and marks for what can be asked of a ticket. All
//! marks begin with `=`, which no word holds. Documents are numbered by activity, so that walking the numbers downwards
//! meets the newest first, and a search costs what it shows and not what there is. Begin reading at [`find`].

pub mod contacts;
mod expr;
mod find;
mod merge;
mod put;
pub mod source;
mod state;

pub use expr::Expr;
pub use find::{Asked, Found, Hit, find, near, number_before};
pub use merge::merge;
pub use put::{Doc, known, put};
pub use state::{Back, State, keep, state};

use crate::db::Sql;

/// The statements of all files.
pub(crate) fn statements() -> impl Iterator<Item = &'static Sql> {
    let all = [
        contacts::STATEMENTS,
        find::STATEMENTS,
        merge::STATEMENTS,
        put::STATEMENTS,
        source::STATEMENTS,
        state::STATEMENTS,
    ];
    all.into_iter().flatten()
}

/// Documents lie in blocks of 2^10, of 2^14 and of 2^18 numbers: PostgreSQL finds what is new by the block's mark.
const BLOCKS: [u32; 3] = [10, 14, 18];

/// The mark of the block of this size that holds a number.
fn block(size: u32, seq: i64) -> String {
    format!("=b{size}={}", (seq >> size).to_string().replace('-', "m"))
}

#[cfg(test)]
mod tests;
