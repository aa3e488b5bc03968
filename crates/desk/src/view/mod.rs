//! What the desk shows: plain data, ready for JSON, with names and sentences filled in.

mod channel;
mod contact;
mod conversation;
mod decision;
mod import;
mod me;
mod page;
mod property;
mod saved;
mod saved_reply;
mod search;
mod team;
mod ticket;
mod user;

pub use channel::*;
pub use contact::*;
pub use conversation::*;
pub use decision::*;
pub use import::*;
pub use me::*;
pub use page::*;
pub use property::*;
pub use saved::*;
pub use saved_reply::*;
pub use search::*;
pub use team::*;
pub use ticket::*;
pub use user::*;
