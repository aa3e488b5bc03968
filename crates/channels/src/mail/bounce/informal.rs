//! Reports that follow no standard: Exim's, marked by a header of its own, and qmail's, known by its first words.

use super::{Action, Bounce, diagnostic, is_permanent, message_id, status};
use crate::mail::{Inbound, address};

/// What stands above the returned mail.
const COPY: &[&str] = &[
    "--- Below this line is a copy of the message",
    "------ This is a copy of the message, including all the headers",
    "------ This is a copy of your message",
    "----- Original message -----",
    "----- Message header follows -----",
];

pub(super) fn read(mail: &Inbound) -> Option<Bounce> {
    let qmail = mail.text.get(..400).unwrap_or(&mail.text).contains("qmail-send program");
    let exim = !mail.signals.failed_recipients.is_empty();
    if !(qmail || exim) {
        return None;
    }
    let (told, copy) = split(&mail.text);
    let recipient = mail.signals.failed_recipients.first().cloned().or_else(|| first_address(told));
    let reason = reason(told, recipient.as_deref());
    let status = status(&reason).or_else(|| status(told));
    let attached = mail
        .attachments
        .iter()
        .find(|part| matches!(part.media_type.as_str(), "message/rfc822" | "text/rfc822-headers"));
    Some(Bounce {
        original_message_id: attached
            .and_then(|part| message_id(&part.bytes))
            .or_else(|| message_id(copy.as_bytes())),
        recipient,
        action: Action::Failed,
        permanent: is_permanent(Action::Failed, status.as_deref()),
        status,
        diagnostic: diagnostic(&reason),
    })
}

/// The explanation, and the copy of the mail below it.
fn split(text: &str) -> (&str, &str) {
    let Some(at) = COPY.iter().filter_map(|line| text.find(line)).min() else { return (text, "") };
    let copy = text[at..].split_once('\n').map_or("", |(_, copy)| copy);
    (&text[..at], copy)
}

/// qmail writes `<ann@acme.test>:` on a line of its own, Exim the address with two blanks before it.
fn first_address(told: &str) -> Option<String> {
    told.lines()
        .filter(|line| line.len() < 400)
        .find_map(|line| address::normalise(line.trim().trim_end_matches(':')))
}

/// What is said about the recipient: the paragraph that names it.
fn reason(told: &str, recipient: Option<&str>) -> String {
    let Some(recipient) = recipient else { return String::new() };
    let names = |line: &str| {
        line.len() < 400
            && address::normalise(line.trim().trim_end_matches(':')).as_deref() == Some(recipient)
    };
    told.lines()
        .skip_while(|line| !names(line))
        .skip(1)
        .take_while(|line| !line.trim().is_empty())
        .take(20)
        .collect::<Vec<_>>()
        .join(" ")
}
