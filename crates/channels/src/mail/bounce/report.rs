//! The standard report: `message/delivery-status` (RFC 3464), with the returned mail or its headers next to it.

use super::{Action, Bounce, diagnostic, is_permanent, message_id, status};
use crate::mail::{Inbound, Limits, Part, address, mime::Headers};

/// Recipients looked at in one report.
const MOST_RECIPIENTS: usize = 200;

pub(super) fn read(mail: &Inbound) -> Option<Bounce> {
    let report = part(mail, &["message/delivery-status", "message/global-delivery-status"])?;
    let original = part(
        mail,
        &["message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"],
    );
    let mut told = groups(&report.bytes).filter_map(|group| recipient(&group));
    let first = told.next()?;
    let mut bounce = if first.action == Action::Failed {
        first
    } else {
        told.find(|b| b.action == Action::Failed).unwrap_or(first)
    };
    bounce.original_message_id = original.and_then(|part| message_id(&part.bytes));
    Some(bounce)
}

fn part<'a>(mail: &'a Inbound, kinds: &[&str]) -> Option<&'a Part> {
    mail.attachments.iter().find(|part| kinds.contains(&part.media_type.as_str()))
}

/// The groups of fields, separated by empty lines: one about the mail, then one for each recipient.
fn groups(bytes: &[u8]) -> impl Iterator<Item = Headers> {
    let mut rest = bytes.trim_ascii_start();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (group, after) = Headers::read(rest, &Limits::default(), &mut Vec::new());
        rest = after.trim_ascii_start();
        Some(group)
    })
    .take(MOST_RECIPIENTS)
}

fn recipient(group: &Headers) -> Option<Bounce> {
    let action = match group.word("Action")?.as_str() {
        "failed" => Action::Failed,
        "delayed" => Action::Delayed,
        "delivered" => Action::Delivered,
        "relayed" => Action::Relayed,
        "expanded" => Action::Expanded,
        _ => return None,
    };
    // What follows the type, as in `rfc822; ann@acme.test` and `smtp; 550 5.1.1 unknown`.
    let untyped = |name: &str| {
        group.text(name).map(|text| {
            text.split_once(';').map_or(text.clone(), |(_, value)| value.trim().to_owned())
        })
    };
    let address = |name: &str| untyped(name).and_then(|text| address::normalise(&text));
    let said = untyped("Diagnostic-Code");
    let status = group
        .text("Status")
        .and_then(|text| status(&text))
        .or_else(|| said.as_deref().and_then(status));
    Some(Bounce {
        original_message_id: None,
        recipient: address("Original-Recipient").or_else(|| address("Final-Recipient")),
        action,
        permanent: is_permanent(action, status.as_deref()),
        status,
        diagnostic: said.as_deref().and_then(diagnostic),
    })
}
