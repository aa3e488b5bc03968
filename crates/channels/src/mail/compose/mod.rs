//! Writing the mail that leaves.

mod body;
mod headers;
mod outgoing;
mod reply;
mod subject;

pub use outgoing::{Attachment, Outgoing, Problem, Quote};
pub use reply::reply;
pub use subject::reply_subject;
