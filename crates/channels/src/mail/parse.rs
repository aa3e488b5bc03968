//! Bytes to an [`Inbound`].

use sha2::{Digest, Sha256};

use super::{
    Cut, Inbound, Limits, Mailbox, Part, Refusal, address, html,
    loops::Signals,
    mime::{self, Headers},
};

mod body;

/// Reads a mail. Nothing a stranger can write makes it fail but an over-long mail or one without any header:
/// whatever is over a limit is left out and noted in [`Inbound::cuts`].
///
/// # Errors
/// [`Refusal`] when there is nothing to read.
pub fn parse(raw: &[u8], limits: &Limits) -> Result<Inbound, Refusal> {
    if raw.len() > limits.mail {
        return Err(Refusal::TooLarge { limit: limits.mail });
    }
    let mut cuts = Vec::new();
    let (headers, content) = Headers::read(without_envelope_line(raw), limits, &mut cuts);
    if headers.is_empty() {
        return Err(Refusal::NotAMail);
    }
    let leaves = mime::walk(headers.clone(), content, limits, &mut cuts);
    let report = leaves.iter().any(|leaf| {
        leaf.media_type == "message/delivery-status"
            || leaf.media_type == "message/global-delivery-status"
    });
    let receipt = leaves.iter().any(|leaf| leaf.media_type == "message/disposition-notification");
    let body = body::read(leaves, limits, &mut cuts);
    let message_id = headers.ids("Message-ID").into_iter().next();
    Ok(Inbound {
        from: sender(&headers),
        reply_to: headers.mailboxes("Reply-To"),
        to: headers.mailboxes("To"),
        cc: headers.mailboxes("Cc"),
        delivered_to: ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"]
            .iter()
            .flat_map(|name| headers.texts(name))
            .filter_map(|text| address::normalise(&text))
            .collect(),
        subject: headers.text("Subject").unwrap_or_default().chars().take(MOST_SUBJECT).collect(),
        date: headers.date(),
        dedup_key: message_id.clone().unwrap_or_else(|| digest(raw)),
        message_id,
        in_reply_to: headers.ids("In-Reply-To"),
        references: headers.ids("References"),
        text: body.text,
        html: body.html,
        attachments: body.attachments,
        signals: signals(&headers, report, receipt),
        cuts,
    })
}

/// Characters of a subject that are kept.
const MOST_SUBJECT: usize = 998;

/// The first address in `From`, else `Sender`.
fn sender(headers: &Headers) -> Option<Mailbox> {
    headers.mailboxes("From").into_iter().chain(headers.mailboxes("Sender")).next()
}

fn signals(headers: &Headers, report: bool, receipt: bool) -> Signals {
    let any = |names: &[&str]| names.iter().any(|name| headers.has(name));
    let report_type = headers.parameter("report-type").unwrap_or_default().to_ascii_lowercase();
    Signals {
        auto_submitted: headers.word("Auto-Submitted"),
        precedence: headers.word("Precedence"),
        auto_response_suppress: headers
            .text("X-Auto-Response-Suppress")
            .map(|text| text.to_ascii_lowercase()),
        autoresponder: receipt || any(&["X-Autoreply", "X-Autorespond", "X-Autoresponder"]),
        list: any(&["List-Id", "List-Post", "List-Unsubscribe"]),
        return_path: headers.return_path(),
        delivery_report: report || report_type == "delivery-status",
        failed_recipients: headers
            .texts("X-Failed-Recipients")
            .iter()
            .flat_map(|text| text.split(','))
            .filter_map(address::normalise)
            .collect(),
        loop_tokens: headers.texts("X-Wissel-Loop"),
    }
}

/// Mail that went through a mailbox file may begin with a line that is no header.
fn without_envelope_line(raw: &[u8]) -> &[u8] {
    let trimmed = raw.trim_ascii_start();
    if !(trimmed.starts_with(b"From ") || trimmed.starts_with(b">From ")) {
        return trimmed;
    }
    let end = trimmed.iter().position(|b| *b == b'\n').map_or(trimmed.len(), |n| n + 1);
    &trimmed[end..]
}

/// The key of a mail without an id. A server that tries again after a lost answer sends the same bytes again.
fn digest(raw: &[u8]) -> String {
    let digest = Sha256::digest(raw);
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}
