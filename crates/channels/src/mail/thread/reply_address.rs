//! The address a ticket's replies go to: `support+t42.k3yk3yk3yk3yk3yk@acme.test`.

use super::Key;
use crate::mail::address;

/// The team's address with the ticket's mark in it (RFC 5233 sub-addressing). `None` when `team_address` is not an
/// address or its local part has no room left (64 bytes, RFC 5321 §4.5.3.1.1); the plain address works then too,
/// since threading does not depend on this mark alone.
#[must_use]
pub fn reply_address(team_address: &str, ticket: i64, key: &Key) -> Option<String> {
    let team = address::normalise(team_address)?;
    let (local, domain) = address::split(&team)?;
    let mark = key.mark("reply", &[&team, &ticket.to_string()]);
    let local = format!("{local}+t{ticket}.{mark}");
    (ticket > 0 && local.len() <= 64).then(|| format!("{local}@{domain}"))
}

/// The ticket whose reply address of this team `given` is, if it is one and its mark is right.
#[must_use]
pub fn read_reply_address(given: &str, team_address: &str, key: &Key) -> Option<i64> {
    let (team, given) = (address::normalise(team_address)?, address::normalise(given)?);
    let ((team_local, team_domain), (local, domain)) =
        (address::split(&team)?, address::split(&given)?);
    let (number, mark) = local.strip_prefix(team_local)?.strip_prefix("+t")?.split_once('.')?;
    let ticket = read_number(number)?;
    (domain == team_domain && key.is_mark(mark, "reply", &[&team, number])).then_some(ticket)
}

/// A positive number in its one spelling: no sign, no leading zero.
pub(super) fn read_number(text: &str) -> Option<i64> {
    let plain = !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}
