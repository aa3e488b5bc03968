//! E-mail: reading what arrives, telling which ticket it belongs to, and writing what leaves.
//!
//! [`parse`] turns raw bytes into an [`Inbound`]; [`loops::verdict`] says whether a machine wrote it;
//! [`bounce::read`] whether it reports on a mail of ours; [`thread::candidates`] which ticket it continues;
//! [`quote::fold`] what is new in it. [`compose::reply`] writes the answer. [`smtp::Session`] receives mail
//! that is delivered to us.

pub mod address;
pub mod bounce;
pub mod compose;
pub mod html;
mod inbound;
pub mod loops;
mod mime;
mod parse;
pub mod quote;
pub mod settings;
pub mod smtp;
pub mod thread;

pub use address::Mailbox;
pub use inbound::{Cut, Inbound, Limits, Part, Refusal};
pub use parse::parse;
pub use settings::MailSettings;

/// Bytes as text, whatever their label says.
pub(crate) fn decoded(bytes: &[u8], label: &str) -> String {
    mime::decode_charset(bytes, Some(label))
}
