//! Any bytes as a mail: read, judged, shortened, answered, and the answer read again.

use jiff::Timestamp;
use wissel_channels::mail::compose::{self, Outgoing};
use wissel_channels::mail::thread::{Key, candidates};
use wissel_channels::mail::{
    Inbound, Limits, Mailbox, Refusal, address, bounce, html, loops::verdict, parse, quote,
};

use super::html::in_order;

const TINY: Limits = Limits {
    mail: 4_000,
    parts: 4,
    nesting: 2,
    header: 300,
    field: 100,
    text: 60,
    html: 90,
    tags: 5,
    attachment: 30,
};

pub(crate) fn check(data: &[u8]) {
    let limits = Limits::default();
    match parse(data, &limits) {
        Ok(mail) => {
            within(&mail, &limits);
            sensible(&mail);
            answered(&mail);
            let again = parse(data, &limits).expect("it could be read before");
            let in_order =
                |mail: Inbound| Inbound { html: mail.html.as_deref().map(in_order), ..mail };
            assert_eq!(in_order(again), in_order(mail), "the same bytes are the same mail");
        }
        Err(Refusal::NotAMail) => {}
        Err(Refusal::TooLarge { .. }) => assert!(data.len() > limits.mail),
    }
    if let Ok(mail) = parse(data, &TINY) {
        within(&mail, &TINY);
        sensible(&mail);
    }
}

fn within(mail: &Inbound, limits: &Limits) {
    assert!(mail.text.len() <= limits.text);
    assert!(mail.attachments.len() <= limits.parts);
    assert!(mail.attachments.iter().all(|part| part.bytes.len() <= limits.attachment));
    // Cleaning adds what links need, and nothing that grows faster than the page.
    assert!(mail.html.as_ref().is_none_or(|page| page.len() <= 40 * limits.html));
}

fn sensible(mail: &Inbound) {
    let line = |text: &str| !text.chars().any(char::is_control);
    assert!(line(&mail.subject), "{:?}", mail.subject);
    assert!(!mail.text.contains('\0') && !mail.text.contains('\r'), "{:?}", mail.text);
    for mailbox in mail.from.iter().chain(&mail.to).chain(&mail.cc).chain(&mail.reply_to) {
        assert_eq!(address::normalise(&mailbox.address).as_ref(), Some(&mailbox.address));
        assert!(mailbox.name.as_deref().is_none_or(line), "{:?}", mailbox.name);
    }
    for part in &mail.attachments {
        assert!(!part.name.is_empty() && part.name.chars().count() <= 120, "{:?}", part.name);
        assert!(line(&part.name) && !part.name.contains(['/', '\\']), "{:?}", part.name);
        assert!(part.name != "." && part.name != "..");
        assert!(part.media_type.is_ascii() && line(&part.media_type), "{:?}", part.media_type);
    }
    for id in mail.message_id.iter().chain(&mail.in_reply_to).chain(&mail.references) {
        assert!(line(id) && !id.contains(['<', '>', ' ']), "{id:?}");
    }
    let _ = verdict(mail, None, "here");
    let _ = bounce::read(mail);
    let _ = candidates(mail, &[], "support@acme.test", &Key::new([1; 32]));
    let folded = quote::fold(&mail.text);
    assert_eq!(format!("{}{}", folded.fresh, folded.quoted.unwrap_or_default()), mail.text);
    if let Some(page) = &mail.html {
        let _ = quote::fold_html(page);
        let _ = html::to_text(page);
    }
}

/// An answer repeats a stranger's words: none of them may become a header of ours, or an address to send to.
fn answered(mail: &Inbound) {
    let Some(to) = mail.from.clone() else { return };
    let team = Mailbox::new(Some("Acme Support"), "support@acme.test").expect("an address");
    let outgoing = Outgoing {
        from: team,
        reply_to: None,
        to: vec![to.clone()],
        cc: Vec::new(),
        subject: mail.subject.clone(),
        message_id: "ours@acme.test".to_owned(),
        in_reply_to: mail.message_id.clone(),
        references: mail.references.clone(),
        date: Timestamp::UNIX_EPOCH,
        loop_token: "here".to_owned(),
        automatic: false,
        text: mail.text.chars().take(2_000).collect(),
        html: None,
        signature: to.label().to_owned(),
        quote: Some(compose::Quote {
            intro: to.label().to_owned(),
            text: mail.text.chars().take(2_000).collect(),
        }),
        attachments: mail
            .attachments
            .iter()
            .take(3)
            .map(|part| compose::Attachment {
                name: part.name.clone(),
                media_type: part.media_type.clone(),
                bytes: part.bytes.iter().copied().take(2_000).collect(),
                content_id: None,
            })
            .collect(),
    };
    let Ok(written) = compose::reply(&outgoing) else { return };
    assert_eq!(
        Ok(&written),
        compose::reply(&outgoing).as_ref(),
        "tried again, the same bytes leave"
    );
    assert_eq!(
        written.iter().filter(|b| **b == b'\n').count(),
        written.windows(2).filter(|w| w == b"\r\n").count()
    );
    let head = written.split(|b| *b == b'\n').take_while(|line| *line != b"\r");
    for line in head {
        let known = [
            "from:",
            "to:",
            "subject:",
            "message-id:",
            "in-reply-to:",
            "references:",
            "date:",
            "mime-version:",
            "content-type:",
            "content-transfer-encoding:",
            "x-wissel-loop:",
            " ",
            "\t",
        ];
        let line = String::from_utf8_lossy(line).to_lowercase();
        assert!(
            known.iter().any(|name| line.starts_with(name)),
            "a header of the stranger's: {line:?}"
        );
        assert!(line.len() <= 1_000, "{line:?}");
    }
    let read = parse(&written, &Limits::default()).expect("what we write can be read");
    assert_eq!((read.to.len(), read.cc.len(), read.reply_to.len()), (1, 0, 0));
    assert_eq!(read.to[0].address, to.address);
    assert_eq!(read.from.map(|from| from.address).as_deref(), Some("support@acme.test"));
    assert_eq!(read.message_id.as_deref(), Some("ours@acme.test"));
    assert_eq!(read.attachments.len(), outgoing.attachments.len());
    for (sent, read) in outgoing.attachments.iter().zip(&read.attachments) {
        assert_eq!(sent.bytes, read.bytes);
        assert_eq!(sent.name, read.name);
    }
    if outgoing.in_reply_to.is_some() {
        assert_eq!(read.subject, compose::reply_subject(&mail.subject).trim_end());
    }
}
