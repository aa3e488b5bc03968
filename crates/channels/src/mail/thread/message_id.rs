//! The `Message-ID` of our own mails, which says in its own words which ticket and message it is.

use super::{Key, reply_address::read_number};
use crate::mail::address;

/// A message of ours, read off its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnMessage {
    /// The ticket's number.
    pub ticket: i64,
    /// The message's id in the store.
    pub message: i64,
}

/// `t{ticket}.m{message}.{mark}@{the team's domain}`, without angle brackets. The same input gives the same id, so
/// that a second attempt at sending is recognised as the same mail. `None` when `team_address` is not an address.
#[must_use]
pub fn message_id(team_address: &str, own: OwnMessage, key: &Key) -> Option<String> {
    let team = address::normalise(team_address)?;
    let (_, domain) = address::split(&team)?;
    let (ticket, message) = (own.ticket.to_string(), own.message.to_string());
    let mark = key.mark("message-id", &[domain, &ticket, &message]);
    (own.ticket > 0 && own.message > 0).then(|| format!("t{ticket}.m{message}.{mark}@{domain}"))
}

/// The message of ours that has this id, if it is one of ours. Works for every channel of the installation.
#[must_use]
pub fn read_message_id(id: &str, key: &Key) -> Option<OwnMessage> {
    if id.len() > 400 {
        return None;
    }
    let id = id.trim().trim_start_matches('<').trim_end_matches('>').to_lowercase();
    let (local, domain) = id.rsplit_once('@')?;
    let mut pieces = local.splitn(3, '.');
    let (ticket, message, mark) =
        (pieces.next()?.strip_prefix('t')?, pieces.next()?.strip_prefix('m')?, pieces.next()?);
    let own = OwnMessage { ticket: read_number(ticket)?, message: read_number(message)? };
    key.is_mark(mark, "message-id", &[domain, ticket, message]).then_some(own)
}
