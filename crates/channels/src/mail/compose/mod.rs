//! Writing the mail that leaves.

mod outgoing;

pub use outgoing::{Attachment, Outgoing, Problem, Quote, reply, reply_subject};
