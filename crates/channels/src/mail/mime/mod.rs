//! The structure of a mail (RFC 2045–2049), read in linear time: a part is looked at once for each multipart it
//! stands in, and those are limited.
//!
//! Header fields are read by `mail-parser`; the parts are split here, because a hostile structure must not cost more
//! than its length.

mod charset;
mod file_name;
mod flowed;
mod header;
mod transfer;
mod walk;

pub(super) use charset::decode as decode_charset;
pub(super) use file_name::safe_name;
pub(super) use flowed::unflow;
pub(super) use header::Headers;
pub(super) use transfer::decode as decode_transfer;
pub(super) use walk::{Leaf, walk};
