//! Reading mails.

use wissel_channels::mail::{Cut, Limits, Mailbox, Refusal, address, parse};

use crate::samples::{crlf, mail, read};

#[test]
fn who_wrote_what_to_whom_and_when_is_read() {
    let mail = read("gmail_reply");
    assert_eq!(
        mail.from,
        Some(Mailbox {
            name: Some("Ann Example".into()),
            address: "ann.example@gmail.test".into()
        })
    );
    assert_eq!(mail.to[0].address, "support@acme.test");
    assert_eq!(mail.delivered_to, ["support@acme.test"]);
    assert_eq!(mail.subject, "Re: Printer on fire");
    assert_eq!(mail.date.expect("a date").to_string(), "2026-05-03T08:15:00Z");
    assert_eq!(mail.message_id.as_deref(), Some("CAF2@mail.gmail.test"));
    assert_eq!(mail.dedup_key, "CAF2@mail.gmail.test");
    assert_eq!(mail.in_reply_to, ["t42.m7.abc@acme.test"]);
    assert_eq!(mail.references, ["CAF1@mail.gmail.test", "t42.m7.abc@acme.test"]);
    assert!(mail.text.starts_with("It is out now, thanks! ✔\n\nAnn\n"), "{}", mail.text);
    assert!(mail.attachments.is_empty() && mail.cuts.is_empty());
}

#[test]
fn encoded_names_and_subjects_are_decoded() {
    let dutch = read("gmail_dutch");
    assert_eq!(dutch.from.expect("a sender").name.as_deref(), Some("Joël de Vries"));
    assert_eq!(dutch.subject, "Re: Factuur é prijs");
    assert_eq!(read("outlook_web_french").subject, "RE : Mot de passe oublié");
    assert!(read("outlook_web_french").text.starts_with("Ça marche, merci."));
}

#[test]
fn a_mail_of_html_alone_gets_a_text() {
    let mail = read("outlook_desktop");
    assert!(mail.text.starts_with("Paid yesterday.\n"), "{}", mail.text);
    assert!(
        mail.text.contains("\nFrom: Acme Support <support@acme.test>\nSent: Monday"),
        "{}",
        mail.text
    );
    let news = read("newsletter");
    assert_eq!(news.text, "Buy now (https://shop.test/?a=1&b=2) or never");
}

#[test]
fn an_inline_image_is_known_by_the_id_that_the_html_shows() {
    let mail = read("apple_mail_dutch");
    let [photo] = &mail.attachments[..] else { panic!("{:?}", mail.attachments) };
    assert_eq!(
        (photo.name.as_str(), photo.media_type.as_str(), photo.inline),
        ("doós.png", "image/png", true)
    );
    assert_eq!(photo.content_id.as_deref(), Some("FOTO-1@voorbeeld.test"));
    assert!(photo.bytes.starts_with(b"\x89PNG"));
    assert!(mail.html.expect("html").contains(r#"src="cid:FOTO-1@voorbeeld.test""#));
}

#[test]
fn soft_line_breaks_of_flowed_text_are_undone() {
    assert!(
        read("apple_mail_dutch")
            .text
            .starts_with("Zie de foto hieronder; de doos is nat en de zijkant is open.\n")
    );
    let mail = mail(
        "From: a@x.test\nContent-Type: text/plain; format=flowed\n\none \ntwo\n> quoted \n> on\n\n-- \nAnn",
    );
    assert_eq!(mail.text, "one two\n> quoted on\n\n-- \nAnn");
}

#[test]
fn invitations_forwarded_mails_and_winmail_are_attachments() {
    let calendar = read("calendar");
    assert_eq!(calendar.text, "Shall we meet?");
    assert_eq!(
        (calendar.attachments[0].name.as_str(), calendar.attachments[0].media_type.as_str()),
        ("attachment-1.ics", "text/calendar")
    );
    let forwarded = read("forwarded_mail");
    assert_eq!(forwarded.text, "See attached.");
    let names: Vec<_> = forwarded.attachments.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["Deep _ inside.eml", "winmail.dat"]);
    let inner = parse(&forwarded.attachments[0].bytes, &Limits::default())
        .expect("the forwarded mail is whole");
    assert_eq!((inner.text.as_str(), inner.attachments.len()), ("The inner words.", 1));
}

#[test]
fn a_wrong_charset_label_does_not_spoil_the_words() {
    let with = |label: &str, body: &[u8]| {
        let mut raw =
            format!("From: a@x.test\r\nContent-Type: text/plain; charset={label}\r\n\r\n")
                .into_bytes();
        raw.extend(body);
        parse(&raw, &Limits::default()).expect("a mail").text
    };
    for (label, body, expected) in [
        ("us-ascii", "café €".as_bytes(), "café €"),
        ("iso-8859-1", "café €".as_bytes(), "café €"),
        ("utf-8", b"caf\xe9 \x80".as_slice(), "café €"),
        ("nonsense", b"caf\xe9".as_slice(), "café"),
        ("iso-8859-2", b"\xb3\xf3d\xbc".as_slice(), "łódź"),
        ("shift_jis", b"\x83n\x83\x8d\x81[".as_slice(), "ハロー"),
        ("utf-8", b"caf\xc3\xa9 \xff!".as_slice(), "café \u{fffd}!"),
        ("utf-16le", b"h\0i\0".as_slice(), "hi"),
    ] {
        assert_eq!(with(label, body), expected, "{label}");
    }
}

#[test]
fn raw_letters_in_headers_are_read() {
    let utf8 =
        parse("From: Zoë <z@x.test>\r\nSubject: Crème\r\n\r\n".as_bytes(), &Limits::default())
            .expect("a mail");
    assert_eq!(
        (utf8.from.expect("a sender").name.as_deref(), utf8.subject.as_str()),
        (Some("Zoë"), "Crème")
    );
    let latin = parse(b"From: Zo\xeb <z@x.test>\r\nSubject: Cr\xe8me\r\n\r\n", &Limits::default())
        .expect("a mail");
    assert_eq!(
        (latin.from.expect("a sender").name.as_deref(), latin.subject.as_str()),
        (Some("Zoë"), "Crème")
    );
}

#[test]
fn nuls_never_come_through() {
    let raw = b"From: \"A\0nn\" <a@x.test>\r\nSubject: a\0b\r\nContent-Type: text/html\r\n\r\n<p>x\0y</p>\0";
    let mail = parse(raw, &Limits::default()).expect("a mail");
    assert_eq!((mail.subject.as_str(), mail.text.as_str()), ("ab", "xy"));
    assert!(!format!("{mail:?}").contains("\\0"));
}

#[test]
fn file_names_are_made_safe() {
    let name = |given: &str| {
        let text =
            format!("From: a@x.test\nContent-Type: application/x-thing; name=\"{given}\"\n\nx");
        mail(&text).attachments[0].name.clone()
    };
    for (given, expected) in [
        ("../../etc/passwd", "passwd"),
        ("C:\\\\temp\\\\report.pdf", "report.pdf"),
        ("..", "attachment-1.bin"),
        ("a\u{202e}fdp.exe", "afdp.exe"),
        ("what?<now>.txt", "what__now_.txt"),
        ("  spaced .txt ", "spaced .txt"),
    ] {
        assert_eq!(name(given), expected);
    }
    let long = name(&format!("{}.pdf", "x".repeat(500)));
    assert!(long.chars().count() == 120 && long.ends_with(".pdf"), "{long}");
}

#[test]
fn damaged_encodings_give_what_they_can() {
    let text = |encoding: &str, body: &str| {
        mail(&format!("From: a@x.test\nContent-Transfer-Encoding: {encoding}\n\n{body}")).text
    };
    assert_eq!(text("base64", "aGVs*bG8=\nIHdvcmxk"), "hello world");
    assert_eq!(text("BASE64", "aGVsbG8"), "hello");
    assert_eq!(text("quoted-printable", "a=3D=\nb =zz=E2=82=AC="), "a=b =zz€");
}

#[test]
fn a_boundary_that_never_comes_leaves_the_text() {
    let mail =
        mail("From: a@x.test\nContent-Type: multipart/mixed; boundary=nowhere\n\nThe words.");
    assert_eq!(mail.text, "The words.");
}

#[test]
fn text_around_a_picture_is_joined() {
    let mail = mail(
        "From: a@x.test\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nbefore\n--b\nContent-Type: image/png\n\nx\n--b\n\nafter\n--b--\nnoise",
    );
    assert_eq!((mail.text.as_str(), mail.attachments.len()), ("before\nafter", 1));
}

#[test]
fn a_mail_without_an_id_is_known_by_its_bytes() {
    let one = mail("From: a@x.test\n\none");
    assert!(one.dedup_key.starts_with("sha256:"));
    assert_eq!(one.dedup_key, mail("From: a@x.test\n\none").dedup_key);
    assert_ne!(one.dedup_key, mail("From: a@x.test\n\ntwo").dedup_key);
}

#[test]
fn what_is_no_mail_or_too_large_is_refused() {
    for nothing in ["", "\r\n\r\n", "no header here\r\n\r\nat all", "\u{1}\u{2}: x\r\n"] {
        assert_eq!(
            parse(nothing.as_bytes(), &Limits::default()),
            Err(Refusal::NotAMail),
            "{nothing:?}"
        );
    }
    let limits = Limits { mail: 10, ..Limits::default() };
    assert_eq!(parse(b"From: a@x.test\r\n\r\n", &limits), Err(Refusal::TooLarge { limit: 10 }));
}

#[test]
fn what_is_over_a_limit_is_cut_and_said_so() {
    let limits = Limits { text: 10, html: 20, attachment: 3, ..Limits::default() };
    let raw = crlf(
        "From: a@x.test\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n12345678é0123\n--b\nContent-Type: image/png; name=big.png\n\nlarge\n--b--\n",
    );
    let mail = parse(&raw, &limits).expect("a mail");
    assert_eq!(mail.text, "12345678é");
    assert!(mail.attachments.is_empty());
    assert_eq!(mail.cuts, [Cut::Attachment { name: "big.png".into(), size: 5 }, Cut::Text]);
}

#[test]
fn every_address_has_one_spelling() {
    for (given, expected) in [
        ("Ann@Example.COM", Some("ann@example.com")),
        (" <a.b+c@x.test> ", Some("a.b+c@x.test")),
        ("mailto:a@x.test", Some("a@x.test")),
        ("ann@bücher.example", Some("ann@xn--bcher-kva.example")),
        ("jürgen@x.test", Some("jürgen@x.test")),
        ("a@x.test.", Some("a@x.test")),
        ("a..b@docomo.test", Some("a..b@docomo.test")),
        ("no-at", None),
        ("@x.test", None),
        ("a@", None),
        ("a b@x.test", None),
        ("a@x..test", None),
        ("a@x.test/evil", None),
        ("a@ü/../x.test", None),
        ("a\r\nBcc: b@x.test", None),
        ("\"q\"@x.test", None),
    ] {
        assert_eq!(address::normalise(given).as_deref(), expected, "{given}");
    }
}
