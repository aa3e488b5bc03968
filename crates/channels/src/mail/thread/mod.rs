//! Which ticket a mail continues.
//!
//! The marks we put into outgoing mail are keyed (HMAC-SHA256, RFC 2104), so a stranger who sees one ticket's mark
//! cannot make another's. [`candidates`] lists the hints in the order they are to be believed.

mod candidates;
mod key;
mod message_id;
mod reply_address;

pub use candidates::{ThreadHint, candidates, subject_tag};
pub use key::Key;
pub use message_id::{OwnMessage, message_id, read_message_id};
pub use reply_address::{read_reply_address, reply_address};
