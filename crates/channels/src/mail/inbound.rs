//! What an arrived mail says, in the words the desk uses.

use jiff::Timestamp;

use super::{Mailbox, loops::Signals};

/// An arrived mail, read. Strings are valid Unicode without NULs; addresses are normalised
/// ([`super::address::normalise`]); ids stand without their angle brackets.
#[derive(Debug, Clone, PartialEq)]
pub struct Inbound {
    /// Who wrote it. `None` when there is no usable address (many bounces): use the envelope's sender then.
    pub from: Option<Mailbox>,
    /// Where the writer wants answers; usually empty.
    pub reply_to: Vec<Mailbox>,
    /// Who it was written to.
    pub to: Vec<Mailbox>,
    /// Who got a copy.
    pub cc: Vec<Mailbox>,
    /// Addresses that servers on the way noted as the real recipient (`Delivered-To`, `X-Original-To`, `Envelope-To`).
    pub delivered_to: Vec<String>,
    /// Decoded subject on one line; empty when there was none.
    pub subject: String,
    /// When the writer's clock said it was written. Not to be trusted for ordering.
    pub date: Option<Timestamp>,
    /// The mail's own id.
    pub message_id: Option<String>,
    /// The mails it answers, usually one.
    pub in_reply_to: Vec<String>,
    /// The thread so far, oldest first.
    pub references: Vec<String>,
    /// The words, lines ended by `\n`; made from the HTML when the mail had no plain text.
    pub text: String,
    /// The HTML body, cleaned by [`super::html::clean`]; safe to show in a sandboxed frame.
    pub html: Option<String>,
    /// Everything that is not the body, in the mail's order.
    pub attachments: Vec<Part>,
    /// The headers by which machines give themselves away.
    pub signals: Signals,
    /// What was left out because it went over a limit; empty for almost every mail.
    pub cuts: Vec<Cut>,
    /// `message_id`, or a digest of the bytes when there is none: the same mail fetched twice has the same key.
    pub dedup_key: String,
}

/// An attachment or inline image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// A safe file name: no folders, no control characters, at most 120 characters, never empty.
    pub name: String,
    /// Lower-case media type without parameters, for example `image/png`.
    pub media_type: String,
    /// The id by which the HTML refers to it as `cid:…`.
    pub content_id: Option<String>,
    /// True when the HTML shows it, so that it need not be listed as an attachment.
    pub inline: bool,
    /// The decoded content. Forwarded mails (`message/rfc822`) are kept whole.
    pub bytes: Vec<u8>,
}

/// The most we read of one mail. Sizes in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// A larger mail is refused ([`Refusal::TooLarge`]).
    pub mail: usize,
    /// Parts looked at; the rest is cut.
    pub parts: usize,
    /// Multiparts inside multiparts; deeper ones are kept unopened as attachments.
    pub nesting: usize,
    /// One header block; the rest is cut.
    pub header: usize,
    /// One header field; the rest is cut.
    pub field: usize,
    /// The text body; the rest is cut.
    pub text: usize,
    /// The HTML body; the rest is cut.
    pub html: usize,
    /// Tags in it; the rest is cut. Cleaning takes a hundred times the memory of the shortest of them.
    pub tags: usize,
    /// One decoded attachment; a larger one is left out.
    pub attachment: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            mail: 50 << 20,
            parts: 250,
            nesting: 16,
            header: 256 << 10,
            field: 64 << 10,
            text: 1 << 20,
            html: 2 << 20,
            tags: 100_000,
            attachment: 25 << 20,
        }
    }
}

/// Why a mail was not read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing there, or not one header field: not a mail.
    #[error("this is not a mail: it has no headers")]
    NotAMail,
    /// More bytes than [`Limits::mail`].
    #[error("the mail is larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
}

/// Something left out because it went over a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cut {
    /// All but its beginning: the mail is larger than is taken in.
    Mail {
        /// Its size in bytes.
        size: u64,
    },
    /// Parts after [`Limits::parts`].
    Parts,
    /// A multipart deeper than [`Limits::nesting`] was kept as an attachment.
    Nesting,
    /// Header bytes over [`Limits::header`] or [`Limits::field`].
    Header,
    /// Text over [`Limits::text`].
    Text,
    /// HTML over [`Limits::html`] or [`Limits::tags`].
    Html,
    /// An attachment over [`Limits::attachment`] was left out.
    Attachment {
        /// Its safe file name.
        name: String,
        /// Its size in bytes.
        size: usize,
    },
}
