//! The conversation with a mail server.

use wissel_channels::mail::smtp::{
    Action, Config, Delivery, Outcome, Protocol, RecipientAnswer, Session,
};

/// A client that gets each question answered: addresses that begin with `no` are unknown, mails are stored.
pub(crate) struct Client {
    pub(crate) session: Session,
    pub(crate) said: String,
    pub(crate) mails: Vec<Delivery>,
    pub(crate) closed: bool,
    /// What was taken of the mail that is coming, when it is taken at all.
    pub(crate) takes: Option<Vec<u8>>,
}

impl Client {
    pub(crate) fn new(change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::new("mx.acme.test");
        change(&mut config);
        Self {
            session: Session::new(config),
            said: String::new(),
            mails: Vec::new(),
            closed: false,
            takes: None,
        }
    }

    /// Sends bytes and gives what was answered to them.
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) -> String {
        let before = self.said.len();
        let actions = self.session.feed(bytes.as_ref());
        self.act(actions);
        if let Some(taken) = &mut self.takes
            && self.session.held() > 3
        {
            let (at, bytes) = self.session.take_held();
            taken.truncate(at);
            assert_eq!(taken.len(), at, "nothing is missing between what was taken");
            taken.extend(bytes);
            assert_eq!((self.session.held(), self.session.taken()), (0, taken.len()));
        }
        self.said[before..].to_owned()
    }

    fn act(&mut self, actions: Vec<Action>) {
        for action in actions {
            let more = match action {
                Action::Reply(bytes) => {
                    self.said.push_str(&String::from_utf8(bytes).expect("ASCII"));
                    continue;
                }
                Action::CheckRecipient(address) => {
                    self.session.recipient_answer(match &address[..2] {
                        "no" => RecipientAnswer::Unknown,
                        "wa" => RecipientAnswer::TryLater,
                        _ => RecipientAnswer::Accepted,
                    })
                }
                Action::Deliver(mut mail) => {
                    if let Some(taken) = &mut self.takes {
                        let begin = std::mem::take(&mut mail.begins_at);
                        mail.data = [&taken[..begin], &mail.data].concat();
                    }
                    let outcome = |to: &String| {
                        if to.starts_with("full") { Outcome::TryLater } else { Outcome::Stored }
                    };
                    let outcomes: Vec<_> = mail.recipients.iter().map(outcome).collect();
                    self.mails.push(mail);
                    self.session.delivered(&outcomes)
                }
                Action::StartTls => self.session.tls_started(),
                Action::Close => {
                    self.closed = true;
                    continue;
                }
            };
            self.act(more);
        }
    }
}

fn codes(said: &str) -> Vec<&str> {
    said.lines().map(|line| &line[..3]).collect()
}

#[test]
fn a_mail_by_smtp_is_stored_before_it_is_acknowledged() {
    let mut session = Session::new(Config::new("mx.acme.test"));
    assert_eq!(
        session.greeting(),
        [Action::Reply(b"220 mx.acme.test LMTP and ESMTP\r\n".to_vec())]
    );
    session.feed(b"EHLO client.test\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<support@acme.test>\r\n");
    assert!(session.is_waiting());
    session.recipient_answer(RecipientAnswer::Accepted);
    session.feed(b"DATA\r\n");
    let actions = session.feed(b"Subject: hi\r\n\r\n..dots\r\n.\r\nQUIT\r\n");
    let expected = Delivery {
        from: "a@x.test".into(),
        recipients: vec!["support@acme.test".into()],
        begins_at: 0,
        data: b"Subject: hi\r\n\r\n.dots\r\n".to_vec(),
        helo: "client.test".into(),
        protocol: Protocol::Smtp,
    };
    assert_eq!(actions, [Action::Deliver(expected)]);
    assert_eq!(session.feed(b""), []);
    let expected = [
        Action::Reply(b"250 2.0.0 Stored\r\n".to_vec()),
        Action::Reply(b"221 2.0.0 Goodbye\r\n".to_vec()),
        Action::Close,
    ];
    assert_eq!(session.delivered(&[Outcome::Stored]), expected);
}

#[test]
fn lmtp_answers_for_each_recipient() {
    let mut client = Client::new(|_| {});
    client.send("LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<one@x.test>\r\nRCPT TO:<nobody@x.test>\r\nRCPT TO:<full@x.test>\r\nDATA\r\n");
    assert_eq!(codes(&client.send("hi\r\n.\r\n")), ["250", "451"]);
    assert_eq!((client.mails[0].from.as_str(), client.mails[0].recipients.len()), ("", 2));
}

#[test]
fn smtp_makes_all_wait_when_one_recipient_must() {
    let mut client = Client::new(|_| {});
    client.send(
        "EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<one@x.test>\r\nRCPT TO:<full@x.test>\r\nDATA\r\n",
    );
    assert_eq!(client.send("hi\r\n.\r\n"), "451 4.3.0 Cannot store it now, try again later\r\n");
}

#[test]
fn extensions_are_offered() {
    let mut client = Client::new(|config| config.tls_available = true);
    let said = client.send("EHLO x\r\n");
    for line in [
        "250-PIPELINING",
        "250-SIZE 52428800",
        "250-8BITMIME",
        "250-SMTPUTF8",
        "250-CHUNKING",
        "250-STARTTLS",
        "250 ENHANCEDSTATUSCODES",
    ] {
        assert!(said.lines().any(|given| given == line), "{line}: {said}");
    }
    assert_eq!(client.send("HELO x\r\n"), "250 mx.acme.test\r\n");
}

#[test]
fn commands_out_of_turn_or_garbled_are_refused() {
    for (sent, expected) in [
        ("MAIL FROM:<a@x.test>\r\n", "503"),
        ("EHLO\r\n", "501"),
        ("EHLO x\r\nRCPT TO:<a@x.test>\r\n", "503"),
        ("EHLO x\r\nDATA\r\n", "503"),
        ("EHLO x\r\nMAIL FROM:a@x.test\r\n", "501"),
        ("EHLO x\r\nMAIL FROM: <a@x.test>\r\n", "250"),
        ("EHLO x\r\nMAIL FROM:<@relay.test,@b:a@x.test>\r\n", "250"),
        ("EHLO x\r\nMAIL FROM:<\"a > b\"@x.test>\r\n", "501"),
        ("EHLO x\r\nMAIL FROM:<a b@x.test>\r\n", "501"),
        ("EHLO x\r\nMAIL FROM:<a@x.test>junk\r\n", "501"),
        ("EHLO x\r\nMAIL FROM:<a@x.test> SIZE=99999999999\r\n", "552"),
        ("EHLO x\r\nMAIL FROM:<a@x.test> SIZE=x\r\n", "501"),
        ("EHLO x\r\nMAIL FROM:<a@x.test> SIZE=100 BODY=8BITMIME SMTPUTF8\r\n", "250"),
        ("EHLO x\r\nMAIL FROM:<a@x.test> BODY=BINARYMIME\r\n", "555"),
        ("EHLO x\r\nMAIL FROM:<ü@x.test>\r\n", "553"),
        ("EHLO x\r\nMAIL FROM:<ü@x.test> SMTPUTF8\r\n", "250"),
        ("EHLO x\r\nMAIL FROM:<>\r\nMAIL FROM:<>\r\n", "503"),
        ("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<>\r\n", "501"),
        ("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<Postmaster>\r\n", "250"),
        ("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<nobody@x.test>\r\n", "550"),
        ("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<wait@x.test>\r\n", "451"),
        ("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<nobody@x.test>\r\nDATA\r\n", "503"),
        ("EHLO x\r\nMAIL FROM:<>\r\nRSET\r\nRCPT TO:<a@x.test>\r\n", "503"),
        ("EHLO x\r\nAUTH PLAIN x\r\n", "502"),
        ("STARTTLS\r\n", "502"),
        ("VRFY a\r\n", "252"),
        ("HELP\r\n", "214"),
        ("NOOP\r\n", "250"),
        ("FETCH\r\n", "500"),
        ("NO\0OP\r\n", "500"),
        ("\r\n", "500"),
        ("GET / HTTP/1.1\r\n", "500"),
    ] {
        let said = Client::new(|_| {}).send(sent);
        assert_eq!(codes(&said).last(), Some(&expected), "{sent}");
    }
    let mut session = Client::new(|_| {}).session;
    assert!(!session.feed(b"EHLO \xff\r\n").is_empty());
}

#[test]
fn a_dot_between_other_line_ends_does_not_end_the_mail_and_spoils_it() {
    for dot in ["\n.\n", "\n.\r\n", "\r\n.\n"] {
        let mut client = Client::new(|_| {});
        client.send("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@x.test>\r\nDATA\r\n");
        let said = client.send(format!(
            "one{dot}MAIL FROM:<evil@x.test>\r\nRCPT TO:<a@x.test>\r\nDATA\r\nevil\r\n.\r\n"
        ));
        assert_eq!(codes(&said), ["554"], "{dot:?}");
        assert!(client.mails.is_empty());
    }
    let mut client = Client::new(|_| {});
    client.send("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@x.test>\r\nDATA\r\n");
    client.send("one\ntwo\r\r\n.\r.\r\n..three\r\n.\r\n");
    assert_eq!(String::from_utf8_lossy(&client.mails[0].data), "one\ntwo\r\r\n\r.\r\n.three\r\n");
}

#[test]
fn an_empty_mail_ends_at_once() {
    let mut client = Client::new(|_| {});
    client.send("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@x.test>\r\nDATA\r\n.\r\n");
    assert_eq!(client.mails[0].data, b"");
}

#[test]
fn a_mail_may_come_in_chunks() {
    let mut client = Client::new(|_| {});
    let said = client.send("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@x.test>\r\nBDAT 5\r\nhe\r\n.BDAT 0\r\nBDAT 4 LAST\r\n\r\n.\nNOOP\r\n");
    assert_eq!(client.mails[0].data, b"he\r\n.\r\n.\n");
    assert_eq!(codes(&said)[codes(&said).len() - 4..], ["250"; 4]);
}

#[test]
fn a_chunk_that_nobody_wants_is_read_over() {
    let mut client = Client::new(|_| {});
    let said = client.send("EHLO x\r\nBDAT 6\r\nQUIT\r\nBDAT 0 LAST\r\nBDAT x\r\nNOOP\r\n");
    assert_eq!(codes(&said)[codes(&said).len() - 4..], ["503", "503", "501", "250"]);
    assert!(!client.closed);
}

#[test]
fn a_mail_that_is_too_large_is_refused_at_its_end() {
    let small = || Client::new(|config| config.max_size = 10);
    let mut client = small();
    client.send("LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nDATA\r\n");
    assert_eq!(codes(&client.send("12345678901\r\n.\r\n")), ["552", "552"]);
    assert_eq!(codes(&client.send("NOOP\r\n")), ["250"]);
    let mut client = small();
    client.send("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@x.test>\r\n");
    assert_eq!(codes(&client.send("BDAT 11\r\n12345678901BDAT 0 LAST\r\n")), ["552", "503"]);
    assert!(client.mails.is_empty());
}

#[test]
fn recipients_beyond_the_limit_are_put_off() {
    let mut client = Client::new(|config| config.max_recipients = 1);
    let said =
        client.send("EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@x.test>\r\nRCPT TO:<b@x.test>\r\n");
    assert_eq!(codes(&said).last(), Some(&"452"));
}

#[test]
fn an_overlong_line_is_refused_once_and_forgotten() {
    let mut client = Client::new(|_| {});
    let said = client.send(format!("{}\r\nNOOP\r\n", "x".repeat(1 << 20)));
    assert_eq!(codes(&said), ["500", "250"]);
}

#[test]
fn a_client_that_errs_too_often_is_hung_up_on() {
    let mut client = Client::new(|config| config.max_errors = 3);
    assert_eq!(codes(&client.send("x\r\n".repeat(10))), ["500", "500", "500", "500", "421"]);
    assert!(client.closed);
    assert_eq!(client.send("NOOP\r\n"), "");
}

#[test]
fn what_was_said_before_tls_is_forgotten() {
    let mut client = Client::new(|config| config.tls_available = true);
    client.send("EHLO x\r\nMAIL FROM:<>\r\n");
    assert_eq!(codes(&client.send("STARTTLS\r\nRCPT TO:<injected@x.test>\r\n")), ["220"]);
    assert_eq!(codes(&client.send("MAIL FROM:<>\r\n")), ["503"]);
    assert!(!client.send("EHLO x\r\n").contains("STARTTLS"));
    assert_eq!(codes(&client.send("STARTTLS\r\n")), ["502"]);
}

#[test]
fn a_session_can_be_stopped() {
    let mut session = Session::new(Config::new("mx"));
    assert_eq!(
        session.stop(),
        [Action::Reply(b"421 4.3.2 Closing, try again later\r\n".to_vec()), Action::Close]
    );
    assert_eq!(session.stop(), []);
}
