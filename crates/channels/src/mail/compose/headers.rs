//! Header values that cannot be anything else.

use lettre::message::{
    Mailbox as LettreMailbox,
    header::{HeaderName, HeaderValue},
};

use super::Problem;
use crate::mail::{Mailbox, address};

/// A header field. The encoder turns every character that could end a line into an encoded word.
pub(super) fn field(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// A mailbox that can stand in a header and be sent to.
pub(super) fn mailbox(given: &Mailbox) -> Result<LettreMailbox, Problem> {
    let unusable = || Problem::Address(given.address.clone());
    let normal = address::normalise(&given.address).ok_or_else(unusable)?;
    let (local, domain) = address::split(&normal).ok_or_else(unusable)?;
    if !local.is_ascii() {
        return Err(Problem::InternationalLocalPart(normal));
    }
    let address = lettre::Address::new(local, domain).map_err(|_| unusable())?;
    let name = given.name.as_deref().map(address::one_line).filter(|name| !name.is_empty());
    Ok(LettreMailbox::new(name.map(|name| name.chars().take(200).collect()), address))
}

/// Whether a message id can stand in a header: one word of ASCII with an `@` in it (RFC 5322 §3.6.4).
pub(super) fn is_id(id: &str) -> bool {
    id.len() <= 250
        && id.contains('@')
        && id.bytes().all(|b| b.is_ascii_graphic() && !b"<>".contains(&b))
}

/// The thread in brackets: its first mail and the last twenty (RFC 5322 allows dropping those between). Ids that no
/// header can hold came from elsewhere and are left out.
pub(super) fn references(ids: &[String]) -> String {
    let good: Vec<&String> = ids.iter().filter(|id| is_id(id)).collect();
    let last = good.len().saturating_sub(20).max(1).min(good.len());
    good.iter()
        .take(1)
        .chain(&good[last..])
        .map(|id| format!("<{id}>"))
        .collect::<Vec<_>>()
        .join(" ")
}
