//! What a reply consists of.

use jiff::Timestamp;

use crate::mail::Mailbox;

/// A mail to be written. Everything is given: the same value always gives the same bytes, so that a second attempt
/// sends the same mail.
#[derive(Debug, Clone, PartialEq)]
pub struct Outgoing {
    /// The team: its from-name and address.
    pub from: Mailbox,
    /// Where answers go when not to `from`: the ticket's reply address.
    pub reply_to: Option<String>,
    /// The recipients; at least one.
    pub to: Vec<Mailbox>,
    /// Who gets a copy.
    pub cc: Vec<Mailbox>,
    /// The ticket's subject; a reply gets its `Re: ` ([`super::reply_subject`]).
    pub subject: String,
    /// From [`crate::mail::thread::message_id`], without brackets.
    pub message_id: String,
    /// The id of the mail it answers.
    pub in_reply_to: Option<String>,
    /// The thread so far, oldest first; the first and the last 20 are sent.
    pub references: Vec<String>,
    /// When it was written; 1970–9999.
    pub date: Timestamp,
    /// This installation's mark for [`crate::mail::loops`].
    pub loop_token: String,
    /// True for a mail that no person wrote: it says so (RFC 3834), and nobody's autoresponder answers.
    pub automatic: bool,
    /// What the user wrote, plain text.
    pub text: String,
    /// The same with marks, from [`crate::mail::html::written`]; without it the text is all there is.
    pub html: Option<String>,
    /// The signature below it, plain text; empty for none.
    pub signature: String,
    /// The mail it answers, repeated below.
    pub quote: Option<Quote>,
    /// Files that go along.
    pub attachments: Vec<Attachment>,
}

impl Outgoing {
    /// The addresses it goes to, each once: the recipients of the SMTP transaction.
    #[must_use]
    pub fn recipients(&self) -> Vec<String> {
        let mut seen = Vec::new();
        for mailbox in self.to.iter().chain(&self.cc) {
            if !seen.contains(&mailbox.address) {
                seen.push(mailbox.address.clone());
            }
        }
        seen
    }
}

/// The mail that is answered, as repeated below the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The line before it in the reader's language, for example `On 3 May 2026, Ann wrote:`.
    pub intro: String,
    /// Its text.
    pub text: String,
}

/// A file that goes along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// File name.
    pub name: String,
    /// Media type; an unreadable one becomes `application/octet-stream`.
    pub media_type: String,
    /// The content.
    pub bytes: Vec<u8>,
    /// The id by which the HTML shows it; without one it is a file beside the text.
    pub content_id: Option<String>,
}

/// Why a mail could not be written. None of them gets better by trying again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nobody to send to.
    #[error("there is no recipient")]
    NoRecipient,
    /// This address cannot be written to.
    #[error("{0:?} is not a mail address")]
    Address(String),
    /// The part before the `@` has letters outside ASCII, which needs SMTPUTF8 (RFC 6531) all the way.
    #[error("{0:?} has letters before the @ that mail servers cannot be relied on to deliver")]
    InternationalLocalPart(String),
    /// This id cannot stand in a header.
    #[error("{0:?} is not a message id")]
    MessageId(String),
    /// Outside 1970–9999.
    #[error("the date cannot be written in a mail")]
    Date,
}
