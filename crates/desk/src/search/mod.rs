//! Full-text search: what people type ([`query`]), what is known of tickets (`document`, kept by `follow`), and the
//! finding of the one in the other (`find`).

mod contact;
mod document;
mod find;
mod follow;
mod marks;
mod next;
pub mod query;
mod resolve;
mod snippet;
mod words;

pub(crate) use contact::{Known, known, page as contacts};
pub use snippet::Piece;
