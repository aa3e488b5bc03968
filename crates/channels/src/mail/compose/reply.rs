//! The mail, written.

use std::time::{Duration, UNIX_EPOCH};

use lettre::{
    Message,
    address::Envelope,
    message::{Body, MessageBuilder, MultiPart, SinglePart, header},
};
use sha2::{Digest, Sha256};

use super::{
    Attachment, Outgoing, Problem, body,
    headers::{field, is_id, mailbox, references},
    subject::{plain_subject, reply_subject},
};
use crate::mail::{Mailbox, mime::safe_name};

/// Writes the mail. The same value gives the same bytes. Text of users and strangers cannot add or end a header.
///
/// # Errors
/// [`Problem`], each naming what is wrong; none gets better by trying again.
pub fn reply(outgoing: &Outgoing) -> Result<Vec<u8>, Problem> {
    if outgoing.to.is_empty() {
        return Err(Problem::NoRecipient);
    }
    if !is_id(&outgoing.message_id) {
        return Err(Problem::MessageId(outgoing.message_id.clone()));
    }
    let message = threaded(addressed(outgoing)?, outgoing).multipart(parts(outgoing));
    // What lettre can refuse (no sender, no recipient) was refused above.
    Ok(message.map_err(|_| Problem::NoRecipient)?.formatted())
}

fn addressed(outgoing: &Outgoing) -> Result<MessageBuilder, Problem> {
    let from = mailbox(&outgoing.from)?;
    let seconds = u64::try_from(outgoing.date.as_second())
        .ok()
        .filter(|seconds| *seconds < YEAR_10000)
        .ok_or(Problem::Date)?;
    let mut builder = Message::builder().date(UNIX_EPOCH + Duration::from_secs(seconds));
    let mut recipients = Vec::new();
    for to in &outgoing.to {
        let to = mailbox(to)?;
        recipients.push(to.email.clone());
        builder = builder.to(to);
    }
    for cc in &outgoing.cc {
        let cc = mailbox(cc)?;
        recipients.push(cc.email.clone());
        builder = builder.cc(cc);
    }
    if let Some(address) = &outgoing.reply_to {
        builder = builder.reply_to(mailbox(&Mailbox {
            name: outgoing.from.name.clone(),
            address: address.clone(),
        })?);
    }
    let envelope =
        Envelope::new(Some(from.email.clone()), recipients).map_err(|_| Problem::NoRecipient)?;
    Ok(builder.from(from).envelope(envelope))
}

/// Seconds to the end of the year 9999, the last that a mail's date can tell.
const YEAR_10000: u64 = 253_402_300_800;

fn threaded(mut builder: MessageBuilder, outgoing: &Outgoing) -> MessageBuilder {
    let answers = outgoing.in_reply_to.as_ref();
    let subject = if answers.is_some() {
        reply_subject(&outgoing.subject)
    } else {
        plain_subject(&outgoing.subject)
    };
    builder = builder
        .subject(subject)
        .raw_header(field("Message-ID", format!("<{}>", outgoing.message_id)));
    if let Some(id) = answers.filter(|id| is_id(id)) {
        builder = builder.raw_header(field("In-Reply-To", format!("<{id}>")));
    }
    let references = references(&outgoing.references);
    if !references.is_empty() {
        builder = builder.raw_header(field("References", references));
    }
    if outgoing.automatic {
        let kind = if answers.is_some() { "auto-replied" } else { "auto-generated" };
        builder = builder.raw_header(field("Auto-Submitted", kind.to_owned()));
        builder = builder.raw_header(field("X-Auto-Response-Suppress", "All".to_owned()));
    }
    builder.raw_header(field("X-Wissel-Loop", outgoing.loop_token.clone()))
}

fn parts(outgoing: &Outgoing) -> MultiPart {
    let words = MultiPart::alternative()
        .boundary(boundary(outgoing, "words"))
        .singlepart(SinglePart::plain(body::plain(outgoing)));
    let html = SinglePart::html(body::html(outgoing));
    let numbered = || outgoing.attachments.iter().zip(1..);
    let shown = |file: &Attachment| file.content_id.as_deref().is_some_and(is_id);
    let words = if numbered().any(|(file, _)| shown(file)) {
        let seen = MultiPart::related().boundary(boundary(outgoing, "pictures")).singlepart(html);
        let pictures = numbered().filter(|(file, _)| shown(file));
        words.multipart(pictures.fold(seen, |seen, (file, n)| seen.singlepart(part(file, n))))
    } else {
        words.singlepart(html)
    };
    if numbered().all(|(file, _)| shown(file)) {
        return words;
    }
    let mixed = MultiPart::mixed().boundary(boundary(outgoing, "files")).multipart(words);
    let beside = numbered().filter(|(file, _)| !shown(file));
    beside.fold(mixed, |mixed, (file, n)| mixed.singlepart(part(file, n)))
}

/// Made from the message id, so that trying again sends the same bytes; nobody else can know it beforehand.
fn boundary(outgoing: &Outgoing, part: &str) -> String {
    let digest = Sha256::new()
        .chain_update(part)
        .chain_update([0])
        .chain_update(&outgoing.message_id)
        .finalize();
    digest[..20].iter().fold(String::from("wissel-"), |text, byte| text + &format!("{byte:02x}"))
}

fn part(file: &Attachment, number: usize) -> SinglePart {
    // A mail inside a mail must not be encoded (RFC 2046 §5.2.1), which not every file allows; as a plain file it may.
    let plain = |kind: &str| {
        kind.len() <= 127
            && kind.bytes().all(|b| b.is_ascii_alphanumeric() || b"/.+-_".contains(&b))
    };
    let kept = |kind: &&str| {
        plain(kind) && !kind.starts_with("message/") && !kind.starts_with("multipart/")
    };
    let binary =
        || header::ContentType::parse("application/octet-stream").expect("a constant media type");
    let kind = Some(file.media_type.as_str())
        .filter(kept)
        .and_then(|kind| header::ContentType::parse(kind).ok())
        .unwrap_or_else(binary);
    let name = safe_name(Some(&file.name), &file.media_type, number);
    // Left to itself the builder sends a text file as it is: its bare line ends are changed on the way, or end the mail.
    let base64 = header::ContentTransferEncoding::Base64;
    let part = SinglePart::builder();
    let part = match file.content_id.as_deref().filter(|id| is_id(id)) {
        None => part.header(header::ContentDisposition::attachment(&name)),
        Some(id) => part
            .header(header::ContentDisposition::inline_with_name(&name))
            .header(header::ContentId::from(format!("<{id}>"))),
    };
    part.header(kind)
        .body(Body::new_with_encoding(file.bytes.clone(), base64).expect("base64 holds any bytes"))
}
