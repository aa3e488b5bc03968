//! Mails that no sane program writes. What is wrong with each is its name.

/// A mail, and whether it becomes a ticket.
pub(super) struct Mad {
    pub(super) name: &'static str,
    pub(super) bytes: Vec<u8>,
    pub(super) becomes: Becomes,
}

/// What is to become of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Becomes {
    Ticket,
    /// It cannot pass by SMTP (a dot that could end it), and is a ticket when it is fetched.
    TicketIfFetched,
    /// It is no mail at all.
    Nothing,
}

const MEGABYTE: usize = 1 << 20;

/// All of them.
pub(super) fn all() -> Vec<Mad> {
    use Becomes::{Nothing, Ticket, TicketIfFetched};
    let with = |name: &'static str, head: &str, body: &str| {
        Mad {
        name,
        bytes: format!("From: jo@customer.test\r\nSubject: {name}\r\nMessage-ID: <{name}@customer.test>\r\n{head}\r\n{body}")
            .into_bytes(),
        becomes: Ticket,
    }
    };
    let raw =
        |name: &'static str, bytes: &[u8], becomes| Mad { name, bytes: bytes.to_vec(), becomes };
    let parts = "--b\r\nContent-Type: image/png\r\n\r\nx\r\n".repeat(10_000);
    let mut nested = String::new();
    for n in 1..1_000 {
        nested += &format!("--b{}\r\nContent-Type: multipart/mixed; boundary=b{n}\r\n\r\n", n - 1);
    }
    let recipients = "someone-with-a-name@customer.test, ".repeat(20_000);
    vec![
        with("ten-thousand-parts", "Content-Type: multipart/mixed; boundary=b\r\n", &format!("{parts}--b--\r\n")),
        with("a-thousand-deep", "Content-Type: multipart/mixed; boundary=b0\r\n", &nested),
        with("a-header-line-of-a-megabyte", &format!("X-Long: {}\r\n", "y".repeat(MEGABYTE)), "words\r\n"),
        with("a-subject-of-a-megabyte", &format!("Subject: {}\r\n", "=?utf-8?q?z?= ".repeat(MEGABYTE / 14)), "words\r\n"),
        with("a-hundred-thousand-fields", &"X-Many: of them\r\n".repeat(100_000), "words\r\n"),
        with("nuls", "X-Nul: a\0b\r\n", "words\0with\0nuls\r\n"),
        with("an-unknown-charset", "Content-Type: text/plain; charset=klingon\r\n", "words\r\n"),
        with("a-wrong-charset", "Content-Type: text/plain; charset=utf-16\r\n", "words\r\n"),
        with("a-lying-boundary", "Content-Type: multipart/mixed; boundary=never\r\nContent-Length: 5\r\n", "--ever\r\n\r\nwords\r\n"),
        with("deep-html", "Content-Type: text/html\r\n", &"<div><b><table><tr><td>x".repeat(40_000)),
        with("html-of-one-attribute", "Content-Type: text/html\r\n", &format!("<p title=\"{}\">words</p>", "q".repeat(MEGABYTE))),
        with("a-huge-list-of-recipients", &format!("To: {recipients}support@acme.test\r\nCc: {recipients}jo@customer.test\r\n"), "words\r\n"),
        with("an-absurd-date", "Date: Fri, 99 Zzz 999999 99:99:99 +9999\r\n", "words\r\n"),
        with("names-that-are-paths", "Content-Type: multipart/mixed; boundary=b\r\n",
            "--b\r\nContent-Disposition: attachment; filename=\"../../../etc/passwd\"\r\n\r\nx\r\n--b\r\n\
             Content-Disposition: attachment; filename=\"C:\\\\windows\\\\x\0.exe\"\r\n\r\ny\r\n--b--\r\n"),
        raw("no-message-id", b"From: jo@customer.test\r\nSubject: no-message-id\r\n\r\nwords\r\n", Ticket),
        raw("an-absurd-message-id", &[b"From: jo@customer.test\r\nSubject: an-absurd-message-id\r\nMessage-ID: <", &[b'<'; 5_000][..], b" \t>\r\n\r\nwords\r\n"].concat(), Ticket),
        raw("bare-line-feeds", b"From: jo@customer.test\nSubject: bare-line-feeds\nMessage-ID: <lf@customer.test>\n\nwords\n", Ticket),
        raw("smuggled", b"From: jo@customer.test\r\nSubject: smuggled\r\nMessage-ID: <sm@customer.test>\r\n\r\nwords\n.\r\nMAIL FROM:<evil@x.test>\r\n", TicketIfFetched),
        raw("nothing-but-colons", b":\r\n: :\r\n::::\r\n\r\n", Nothing),
        raw("not-a-mail", b"\x7fELF\x02\x01\x01\0\0\0\r\n", Nothing),
        raw("an-odd-sender", b"From: \"a b\"@customer.test, <@relay.test:jo@customer.test>, jo@[192.0.2.1]\r\nSubject: an-odd-sender\r\n\r\nwords\r\n", Ticket),
        raw("no-usable-sender", b"From: MAILER-DAEMON\r\nSubject: no-usable-sender\r\nMessage-ID: <nobody@customer.test>\r\n\r\nwords\r\n", Ticket),
        raw("an-injected-sender", b"From: \"Jo\\\r\n Bcc: x@evil.test\" <jo@customer.test>\r\nSubject: an-injected-sender =?utf-8?q?=0D=0ABcc:_x@evil.test?=\r\n\r\nwords\r\n", Ticket),
    ]
}
