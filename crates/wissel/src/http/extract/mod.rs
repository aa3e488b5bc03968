//! What is read from a request before a handler begins, each with a refusal that says what was wrong.

mod if_match;
mod json;
mod path;
mod query;
mod refusal;
mod signed;
mod strict;

pub(crate) use if_match::IfMatch;
pub(crate) use json::{Json, MOST as MOST_JSON, unread};
pub(crate) use path::At;
pub(crate) use query::Query;
pub(crate) use signed::Signed;
