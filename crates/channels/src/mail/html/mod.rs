//! HTML from strangers: cleaned before anything else sees it.
//!
//! [`clean`] works in two steps. `tidy` writes the tags again, balanced and at most so deep, because the parser of
//! the second step takes quadratic time on tags that are not. Then `ammonia` parses the result as a browser would
//! and keeps what is on the list: it alone is the guard. Everything else here reads only what [`clean`] made.

mod clean;
mod from_text;
mod images;
mod text;
mod tidy;
mod token;
mod written;

pub use clean::clean;
pub use from_text::from_text;
pub use images::{content_ids, resolve_cids, show_remote_images};
pub use text::to_text;
pub(super) use text::unescape;
pub(super) use tidy::is_block;
pub(super) use token::{Token, tokens};
pub use written::{Written, picture, written};
