//! Team e-mail: what arrives becomes tickets, what is written leaves.

mod addressees;
mod bounce;
mod channels;
mod html;
mod ours;
mod outbox;
mod owner_note;
mod queue;
mod receive;
mod room;
mod secrets;
mod send;
mod sender;
mod thread;
mod to_us;
mod withheld;

pub(crate) use addressees::{Addressees, Given, MOST, suggested};
pub use channels::MailChannel;
pub(crate) use html::html_document;
pub(crate) use ours::Ours;
pub use outbox::{OutMail, Outbox, Undelivered};
pub(crate) use owner_note::{NOTE, note_owner};
pub(crate) use queue::{SEND, outgoing_head, queue};
pub use receive::{Received, Source};
pub(crate) use room::Room;
pub use secrets::MailSecrets;
pub(crate) use secrets::{open, seal};
pub(crate) use send::failed;
pub(crate) use to_us::{Letter, channel_about};
