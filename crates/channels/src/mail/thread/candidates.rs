//! The hints a mail gives about its ticket, best first.

use super::{Key, read_message_id, read_reply_address, reply_address::read_number};
use crate::mail::Inbound;

/// One hint. The caller looks each up in turn and takes the first that leads to a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThreadHint {
    /// It was sent to the ticket's own reply address; the mark was right.
    ReplyAddress {
        /// The ticket's number.
        ticket: i64,
    },
    /// It answers, or continues a thread with, the mail of this id: look it up among the stored messages.
    MessageId(String),
    /// It answers a mail of ours, read off the keyed id itself: works although the message may be gone.
    OwnMessage {
        /// The ticket's number.
        ticket: i64,
        /// The message's id in the store.
        message: i64,
    },
    /// Its subject carries `[#42]`. Anybody can write that: it counts only when the sender already takes part in
    /// that ticket, which the caller must check.
    SubjectTag {
        /// The ticket's number.
        ticket: i64,
    },
}

/// The most ids looked at: a longer list of references is an attempt to keep us busy.
const MOST_IDS: usize = 50;

/// The hints of `mail` in the order they are to be believed: reply address, then `In-Reply-To`, then `References`
/// from the newest back (RFC 5322 §3.6.4), then our own id pattern, then the subject's tag. `recipients` are the
/// addresses of the SMTP or LMTP envelope, which are there even when the headers hide them.
#[must_use]
pub fn candidates(
    mail: &Inbound,
    recipients: &[String],
    team_address: &str,
    key: &Key,
) -> Vec<ThreadHint> {
    let mut hints = Vec::new();
    let headers = mail.to.iter().chain(&mail.cc).map(|mailbox| &mailbox.address);
    for address in recipients.iter().chain(&mail.delivered_to).chain(headers) {
        if let Some(ticket) = read_reply_address(address, team_address, key) {
            add(&mut hints, ThreadHint::ReplyAddress { ticket });
        }
    }
    let ids = || mail.in_reply_to.iter().rev().chain(mail.references.iter().rev()).take(MOST_IDS);
    // An id of ours is read, never looked up: anybody could have sent us a mail under it.
    for id in ids() {
        match read_message_id(id, key) {
            Some(own) => {
                add(
                    &mut hints,
                    ThreadHint::OwnMessage { ticket: own.ticket, message: own.message },
                );
            }
            None => add(&mut hints, ThreadHint::MessageId(id.clone())),
        }
    }
    if let Some(ticket) = subject_tag(&mail.subject) {
        add(&mut hints, ThreadHint::SubjectTag { ticket });
    }
    hints
}

fn add(hints: &mut Vec<ThreadHint>, hint: ThreadHint) {
    if !hints.contains(&hint) {
        hints.push(hint);
    }
}

/// The number in the first well-formed `[#42]` of a subject.
#[must_use]
pub fn subject_tag(subject: &str) -> Option<i64> {
    subject.split("[#").skip(1).find_map(|rest| {
        let end = rest.bytes().take(20).position(|b| b == b']')?;
        read_number(&rest[..end])
    })
}
