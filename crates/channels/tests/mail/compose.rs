//! Writing mails.

use wissel_channels::mail::{
    Inbound, Limits, Mailbox,
    compose::{Attachment, Outgoing, Problem, Quote, reply, reply_subject},
    loops, parse, quote,
};

fn mailbox(name: &str, address: &str) -> Mailbox {
    Mailbox { name: (!name.is_empty()).then(|| name.to_owned()), address: address.to_owned() }
}

fn outgoing() -> Outgoing {
    Outgoing {
        from: mailbox("Acme Support", "support@acme.test"),
        reply_to: Some("support+t42.abc@acme.test".into()),
        to: vec![mailbox("Ann Example", "ann@x.test")],
        cc: vec![mailbox("", "boss@x.test")],
        subject: "Re: RE: AW: Printer on fire".into(),
        message_id: "t42.m8.mark@acme.test".into(),
        in_reply_to: Some("CAF2@mail.gmail.test".into()),
        references: vec!["CAF1@mail.gmail.test".into(), "CAF2@mail.gmail.test".into()],
        date: "2026-05-03T10:00:00Z".parse().expect("a time"),
        loop_token: "here".into(),
        automatic: false,
        text: "Dear Ann,\n\nIs it <out>? See https://acme.test/fire.".into(),
        html: None,
        signature: "Bo\nAcme".into(),
        quote: Some(Quote {
            intro: "On Sun, 3 May 2026, Ann Example wrote:".into(),
            text: "It burns.\n\nHelp!".into(),
        }),
        attachments: Vec::new(),
    }
}

fn read(outgoing: &Outgoing) -> Inbound {
    parse(&reply(outgoing).expect("it can be written"), &Limits::default()).expect("it can be read")
}

#[test]
fn a_reply_is_written_exactly_so() {
    let text = String::from_utf8(reply(&outgoing()).expect("it can be written")).expect("ASCII");
    let (headers, body) = text.split_once("\r\n\r\n").expect("a body");
    for line in [
        "From: \"Acme Support\" <support@acme.test>",
        "To: \"Ann Example\" <ann@x.test>",
        "Cc: boss@x.test",
        "Reply-To: \"Acme Support\" <support+t42.abc@acme.test>",
        "Subject: Re: Printer on fire",
        "Date: Sun, 03 May 2026 10:00:00 +0000",
        "Message-ID: <t42.m8.mark@acme.test>",
        "In-Reply-To: <CAF2@mail.gmail.test>",
        "References: <CAF1@mail.gmail.test> <CAF2@mail.gmail.test>",
        "X-Wissel-Loop: here",
        "MIME-Version: 1.0",
    ] {
        assert!(headers.lines().any(|given| given == line), "{line} is missing:\n{headers}");
    }
    assert!(!headers.contains("Auto-Submitted"));
    let plain = "Dear Ann,\r\n\r\nIs it <out>? See https://acme.test/fire.\r\n\r\n-- \r\nBo\r\nAcme\r\n\r\n\
        On Sun, 3 May 2026, Ann Example wrote:\r\n> It burns.\r\n>\r\n> Help!\r\n";
    assert!(body.contains(plain), "{body}");
    let html = read(&outgoing()).html.expect("html");
    assert!(
        html.contains("<p>Is it &lt;out&gt;? See <a href=\"https://acme.test/fire\""),
        "{html}"
    );
}

#[test]
fn what_is_written_can_be_read_again() {
    let mail = read(&outgoing());
    assert_eq!(mail.from, Some(mailbox("Acme Support", "support@acme.test")));
    assert_eq!(
        (mail.to, mail.cc),
        (vec![mailbox("Ann Example", "ann@x.test")], vec![mailbox("", "boss@x.test")])
    );
    assert_eq!(mail.reply_to[0].address, "support+t42.abc@acme.test");
    assert_eq!(mail.references, ["CAF1@mail.gmail.test", "CAF2@mail.gmail.test"]);
    let fresh = quote::fold(&mail.text).fresh;
    assert!(fresh.contains("Dear Ann") && !fresh.contains("It burns"), "{fresh}");
    let folded = quote::fold_html(&mail.html.expect("html"));
    assert!(
        !folded.fresh.contains("It burns") && folded.quoted.expect("a quote").contains("It burns")
    );
}

#[test]
fn trying_again_sends_the_same_bytes() {
    let mut mail = outgoing();
    mail.attachments.push(Attachment {
        name: "a.bin".into(),
        media_type: "application/x-thing".into(),
        bytes: vec![0, 1, 2],
        content_id: None,
    });
    assert_eq!(reply(&mail), reply(&mail));
}

#[test]
fn names_subjects_and_words_outside_ascii_arrive() {
    let mut mail = outgoing();
    mail.from.name = Some("Café \"Zoë\", Köln".into());
    mail.to = vec![mailbox("Łódź ✔ (friend)", "ann@bücher.example")];
    mail.subject = format!("Prijs € {}", "très ".repeat(30));
    mail.text = format!("Ça va 👍\n{}", "lang ".repeat(400));
    mail.in_reply_to = None;
    let bytes = reply(&mail).expect("it can be written");
    assert!(bytes.is_ascii());
    assert!(bytes.split(|b| *b == b'\n').all(|line| line.len() <= 999), "a line is too long");
    let read = parse(&bytes, &Limits::default()).expect("it can be read");
    assert_eq!(read.from.expect("a sender").name.as_deref(), Some("Café \"Zoë\", Köln"));
    assert_eq!(read.to, [mailbox("Łódź ✔ (friend)", "ann@xn--bcher-kva.example")]);
    assert_eq!(read.subject, mail.subject.trim_end());
    assert!(read.text.starts_with("Ça va 👍\nlang"));
}

#[test]
fn nothing_that_people_write_can_add_a_header() {
    let evil = "x\r\nBcc: victim@x.test\r\n\r\nbody";
    let mut mail = outgoing();
    mail.from.name = Some(evil.into());
    mail.to[0].name = Some(evil.into());
    mail.subject = evil.into();
    mail.loop_token = evil.into();
    mail.in_reply_to = Some(format!("a@b{evil}"));
    mail.references = vec![format!("a@b{evil}"), "good@x.test".into()];
    mail.attachments.push(Attachment {
        name: evil.into(),
        media_type: format!("text/plain{evil}"),
        bytes: b"hi".to_vec(),
        content_id: None,
    });
    mail.attachments.push(Attachment {
        name: "\"; x=\"y".into(),
        media_type: "text/plain; x=\"\r\nBcc: a\"".into(),
        bytes: b"hi".to_vec(),
        content_id: None,
    });
    let text = String::from_utf8(reply(&mail).expect("it can be written")).expect("ASCII");
    assert!(!text.lines().any(|line| line.to_ascii_lowercase().starts_with("bcc")), "{text}");
    assert!(text.contains("References: <good@x.test>\r\n") && !text.contains("In-Reply-To"));
    let read = parse(text.as_bytes(), &Limits::default()).expect("it can be read");
    assert_eq!((read.to.len(), read.attachments.len()), (1, 2));
}

#[test]
fn what_cannot_be_written_says_why() {
    let with = |change: fn(&mut Outgoing)| {
        let mut mail = outgoing();
        change(&mut mail);
        reply(&mail).expect_err("it cannot be written")
    };
    assert_eq!(with(|mail| mail.to.clear()), Problem::NoRecipient);
    assert_eq!(
        with(|mail| mail.to[0].address = "nowhere".into()),
        Problem::Address("nowhere".into())
    );
    assert_eq!(
        with(|mail| mail.to[0].address = "jürgen@x.test".into()),
        Problem::InternationalLocalPart("jürgen@x.test".into())
    );
    assert_eq!(with(|mail| mail.message_id = "a b@c".into()), Problem::MessageId("a b@c".into()));
    assert_eq!(
        with(|mail| mail.date = "1969-12-31T00:00:00Z".parse().expect("a time")),
        Problem::Date
    );
}

#[test]
fn a_long_thread_keeps_its_beginning_and_its_end() {
    let mut mail = outgoing();
    mail.references = (0..100).map(|n| format!("m{n}@x.test")).collect();
    let references = read(&mail).references;
    assert_eq!(
        (references.len(), references[0].as_str(), references[1].as_str(), references[20].as_str()),
        (21, "m0@x.test", "m80@x.test", "m99@x.test")
    );
    for few in [0, 1, 2, 20, 21] {
        mail.references = (0..few).map(|n| format!("m{n}@x.test")).collect();
        assert_eq!(read(&mail).references, mail.references);
    }
}

#[test]
fn an_automatic_mail_says_so_and_is_known_as_ours() {
    let mut mail = outgoing();
    mail.automatic = true;
    let text = String::from_utf8(reply(&mail).expect("it can be written")).expect("ASCII");
    assert!(text.contains("Auto-Submitted: auto-replied\r\n"));
    assert_eq!(loops::verdict(&read(&mail), None, "here"), loops::Automatic::OwnLoop);
    assert_eq!(loops::verdict(&read(&mail), None, "elsewhere"), loops::Automatic::AutoReply);
}

#[test]
fn files_arrive_as_they_were() {
    let mut mail = outgoing();
    let bytes: Vec<u8> = (0..=255).collect();
    for (name, media_type) in
        [("prijs €.pdf", "application/pdf"), ("../x.eml", "message/rfc822"), ("", "nonsense")]
    {
        mail.attachments.push(Attachment {
            name: name.into(),
            media_type: media_type.into(),
            bytes: bytes.clone(),
            content_id: None,
        });
    }
    let read = read(&mail);
    let names: Vec<_> = read
        .attachments
        .iter()
        .map(|part| (part.name.as_str(), part.media_type.as_str()))
        .collect();
    let octets = "application/octet-stream";
    assert_eq!(
        names,
        [("prijs €.pdf", "application/pdf"), ("x.eml", octets), ("attachment-3.bin", octets)]
    );
    assert!(read.attachments.iter().all(|part| part.bytes == bytes));
}

#[test]
fn marks_of_a_reply_are_not_stacked() {
    for (given, expected) in [
        ("Hello", "Re: Hello"),
        ("re: Hello", "Re: Hello"),
        ("Re: AW: Antw: SV: Re[2]: RE : Hello", "Re: Hello"),
        ("Fwd: Hello", "Re: Fwd: Hello"),
        ("Regards: Hello", "Re: Regards: Hello"),
        ("a\r\n b", "Re: a b"),
        ("", "Re: "),
    ] {
        assert_eq!(reply_subject(given), expected);
    }
}

#[test]
fn each_recipient_is_written_to_once() {
    let mut mail = outgoing();
    mail.cc.push(mailbox("", "ann@x.test"));
    assert_eq!(mail.recipients(), ["ann@x.test", "boss@x.test"]);
}

#[test]
fn what_was_written_with_marks_is_read_with_them_and_its_pictures_stand_in_it() {
    let mut mail = outgoing();
    let marked = "<p>It <strong>burns</strong> <img src=\"cid:file-7@wissel\" alt=\"a.png\"></p>";
    mail.html = Some(marked.into());
    mail.text = "It burns [a.png]".into();
    let file = |name: &str, content_id: Option<&str>| Attachment {
        name: name.into(),
        media_type: "image/png".into(),
        bytes: vec![1, 2, 3],
        content_id: content_id.map(str::to_owned),
    };
    mail.attachments = vec![file("a.png", Some("file-7@wissel")), file("b.png", None)];
    let read = read(&mail);
    assert!(read.text.starts_with("It burns [a.png]"), "{}", read.text);
    assert!(read.html.is_some_and(|html| html.contains("<strong>burns</strong>")));
    let parts: Vec<_> = read
        .attachments
        .iter()
        .map(|part| (part.name.as_str(), part.content_id.as_deref(), part.inline))
        .collect();
    assert_eq!(parts, [("a.png", Some("file-7@wissel"), true), ("b.png", None, false)]);
}
