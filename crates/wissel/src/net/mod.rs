//! The sockets of e-mail: mailboxes that we read ([`mail_in`]), servers that send for us ([`smtp_out`]), and mail
//! that is handed to us ([`lmtp`]).
//!
//! Nothing is decided here. What a mail means is `channels`' and `desk`'s; this folder moves bytes, keeps its
//! patience with whoever is at the other end, and says in one sentence what is wrong. Begin with [`mail_in`].

mod backoff;
pub mod check;
pub mod desk;
mod imap;
pub mod lmtp;
pub mod mail_in;
mod oauth2;
pub(crate) mod places;
mod secrets;
pub mod smtp_out;
mod stop;
mod stream;
#[cfg(test)]
mod testing;
pub mod tls;
mod trouble;
mod web;

pub use trouble::Trouble;
pub use web::Reach;

/// The largest mail that is taken in, in bytes.
pub const MAX_MAIL: usize = 50 << 20;
