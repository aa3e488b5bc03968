//! Any bytes in any splits as a conversation with a mail server.

use wissel_channels::mail::smtp::{Action, Config, Delivery, Outcome, RecipientAnswer, Session};

const MOST: usize = 60;
const RECIPIENTS: usize = 3;

pub(crate) fn check(data: &[u8]) {
    // The first byte says how the rest is cut, and what is offered.
    let Some((how, bytes)) = data.split_first() else { return };
    let size = usize::from(how & 31) + 1;
    let mut whole = Client::new(*how, false);
    whole.hear(bytes);
    let mut pieces = Client::new(*how, false);
    let mut elsewhere = Client::new(*how, true);
    for piece in bytes.chunks(size) {
        pieces.hear(piece);
        elsewhere.hear(piece);
    }
    whole.sensible();
    as_it_was(bytes, size);
    if whole.said.iter().any(|reply| reply.starts_with("220 2.0.0")) {
        // What comes together with STARTTLS is forgotten; what comes after it is not.
        return;
    }
    assert_eq!((&whole.said, &whole.mails), (&pieces.said, &pieces.mails), "cut in pieces");
    assert_eq!((&whole.said, &whole.mails), (&elsewhere.said, &elsewhere.mails), "kept elsewhere");
}

/// A client whose questions are all answered.
struct Client {
    session: Session,
    said: Vec<String>,
    mails: Vec<Delivery>,
    /// What was taken of the mail that is coming, if it is taken.
    taken: Option<Vec<u8>>,
    closed: bool,
    most: usize,
}

impl Client {
    fn new(how: u8, takes: bool) -> Self {
        let config = Config {
            max_size: MOST,
            max_recipients: RECIPIENTS,
            max_errors: 10,
            tls_available: how & 32 != 0,
            lmtp: how & 64 == 0,
            ..Config::new("mx.acme.test")
        };
        Self {
            session: Session::new(config),
            said: Vec::new(),
            mails: Vec::new(),
            taken: takes.then(Vec::new),
            most: MOST,
            closed: false,
        }
    }

    fn hear(&mut self, bytes: &[u8]) {
        let actions = self.session.feed(bytes);
        self.act(actions);
        assert!(!self.session.is_waiting(), "everything was answered");
        assert!(self.session.held() <= self.most, "no more than its bound is kept");
        if let Some(taken) = &mut self.taken
            && self.session.held() > 0
        {
            let (at, bytes) = self.session.take_held();
            taken.truncate(at);
            assert_eq!(taken.len(), at);
            taken.extend(bytes);
        }
    }

    fn act(&mut self, actions: Vec<Action>) {
        for action in actions {
            assert!(!self.closed, "nothing is done after the end");
            let more = match action {
                Action::Reply(bytes) => {
                    self.said.push(String::from_utf8(bytes).expect("answers are ASCII"));
                    continue;
                }
                Action::CheckRecipient(to) => self.session.recipient_answer(match to.len() % 4 {
                    0 => RecipientAnswer::Unknown,
                    1 => RecipientAnswer::TryLater,
                    _ => RecipientAnswer::Accepted,
                }),
                Action::Deliver(mut mail) => {
                    if let Some(taken) = &self.taken {
                        let begin = std::mem::take(&mut mail.begins_at);
                        mail.data = [&taken[..begin], &mail.data].concat();
                    }
                    let outcomes = vec![Outcome::Stored; mail.recipients.len()];
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

    fn sensible(&self) {
        let stored = self.said.iter().filter(|reply| reply.starts_with("250 2.0.0 Stored")).count();
        let (mut least, mut most) = (0, 0);
        for mail in &self.mails {
            assert!(mail.data.len() <= MOST, "a mail over the limit is never delivered");
            assert!((1..=RECIPIENTS).contains(&mail.recipients.len()), "{:?}", mail.recipients);
            assert!(
                mail.recipients
                    .iter()
                    .chain([&mail.from])
                    .all(|one| !one.chars().any(char::is_control))
            );
            (least, most) = (least + 1, most + mail.recipients.len());
        }
        assert!((least..=most).contains(&stored), "{stored} times stored for {least} mails");
        for line in self.said.iter().flat_map(|reply| reply.split_inclusive('\n')) {
            assert!(line.ends_with("\r\n") && line.len() <= 512 && line.is_ascii(), "{line:?}");
            assert!(
                line.len() >= 6 && line.as_bytes()[..3].iter().all(u8::is_ascii_digit),
                "{line:?}"
            );
        }
    }
}

/// A mail that is sent properly arrives as it was, or is refused, and what follows it is another command.
fn as_it_was(mail: &[u8], size: usize) {
    let mut client = Client::new(0, false);
    client.session = Session::new(Config::new("mx.acme.test"));
    client.most = mail.len() + 2;
    client.hear(b"LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<support@acme.te>\r\nDATA\r\n");
    let mut sent = Vec::new();
    let (mut begins, mut before) = (true, 0);
    for byte in mail {
        if begins && *byte == b'.' {
            sent.push(b'.');
        }
        sent.push(*byte);
        begins = before == b'\r' && *byte == b'\n';
        before = *byte;
    }
    let end: &[u8] = if begins { b".\r\n" } else { b"\r\n.\r\n" };
    sent.extend_from_slice(end);
    sent.extend_from_slice(b"NOOP\r\n");
    for piece in sent.chunks(size) {
        client.hear(piece);
    }
    let last = client.said.last().expect("something was said");
    assert!(last.starts_with("250 2.0.0 Yes"), "the mail ended where it ended: {:?}", client.said);
    let verdict = &client.said[client.said.len() - 2];
    match client.mails.as_slice() {
        [] => assert!(verdict.starts_with("554 "), "{verdict}"),
        [one] => {
            assert!(verdict.starts_with("250 2.0.0 Stored"), "{verdict}");
            let expected = if begins { mail.to_vec() } else { [mail, b"\r\n"].concat() };
            assert_eq!(one.data, expected);
        }
        more => panic!("one mail became {}", more.len()),
    }
}
