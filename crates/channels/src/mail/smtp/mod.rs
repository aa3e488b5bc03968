//! Mail handed to us: the conversation of SMTP (RFC 5321) and LMTP (RFC 2033) without its sockets.
//!
//! [`Session`] is fed bytes and answers with [`Action`]s. It knows nothing of who the recipients are or where mails
//! are kept: it asks, and says `250` only when it was told that the mail is stored.

mod command;
mod data;
mod envelope;
mod hello;
mod reading;
mod session;
mod talk;
mod verbs;

pub use session::{Config, Session};
pub use talk::{Action, Delivery, Outcome, Protocol, RecipientAnswer};
