//! The state machine.

use super::{
    Action, Outcome, Protocol, RecipientAnswer, data::Data, envelope::Envelope, hello::Hello,
    reading::Reading,
};

/// How a session is set up.
#[derive(Debug, Clone)]
pub struct Config {
    /// Our own name in the greeting.
    pub hostname: String,
    /// The largest mail in bytes.
    pub max_size: usize,
    /// The most recipients of one mail.
    pub max_recipients: usize,
    /// The most refused commands before we hang up.
    pub max_errors: usize,
    /// Whether STARTTLS is offered.
    pub tls_available: bool,
    /// Whether LHLO (LMTP) is understood next to EHLO and HELO (SMTP).
    pub lmtp: bool,
}

impl Config {
    /// The usual limits: 50 MiB, 100 recipients, 100 errors; LMTP understood, no TLS.
    #[must_use]
    pub fn new(hostname: impl Into<String>) -> Self {
        Self {
            hostname: hostname.into(),
            max_size: 50 << 20,
            max_recipients: 100,
            max_errors: 100,
            tls_available: false,
            lmtp: true,
        }
    }
}

/// One conversation. Give [`Session::greeting`] to the client first.
#[derive(Debug)]
pub struct Session {
    pub(super) config: Config,
    pub(super) hello: Option<Hello>,
    pub(super) envelope: Envelope,
    pub(super) is_private: bool,
    errors: usize,
    pub(super) reading: Reading,
    pub(super) waiting: Waiting,
    /// Bytes not read yet.
    input: Vec<u8>,
    pub(super) actions: Vec<Action>,
}

/// Whose answer is awaited.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Waiting {
    No,
    Recipient(String),
    Delivery { recipients: usize },
    Tls,
}

impl Session {
    /// A session that has not said anything yet.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self {
            config,
            hello: None,
            envelope: Envelope::default(),
            is_private: false,
            errors: 0,
            reading: Reading::Command,
            waiting: Waiting::No,
            input: Vec::new(),
            actions: Vec::new(),
        }
    }

    /// The first words, to be sent when the connection is made.
    #[must_use]
    pub fn greeting(&self) -> Vec<Action> {
        let kind = if self.config.lmtp { "LMTP and ESMTP" } else { "ESMTP" };
        vec![Action::Reply(format!("220 {} {kind}\r\n", self.config.hostname).into_bytes())]
    }

    /// Takes what the client sent. While an answer is awaited the bytes are kept and read afterwards.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Action> {
        if !matches!(self.reading, Reading::Nothing) {
            self.input.extend(bytes);
        }
        self.go_on()
    }

    /// True while [`Session::recipient_answer`], [`Session::delivered`] or [`Session::tls_started`] is awaited: read
    /// no more from the socket, so that a client cannot fill our memory.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.waiting != Waiting::No
    }

    /// How many bytes of the mail that is being received are kept here.
    #[must_use]
    pub fn held(&self) -> usize {
        self.receiving().map_or(0, |data| data.bytes.len())
    }

    /// How many bytes of the mail that is being received were taken with [`Session::take_held`]. 0 when none is.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.receiving().map_or(0, |data| data.taken)
    }

    /// Takes what is kept of the mail that is being received, to be put where there is more room: where in the mail it
    /// belongs, and the bytes. The mail is delivered without them ([`super::Delivery::begins_at`]).
    pub fn take_held(&mut self) -> (usize, Vec<u8>) {
        match &mut self.reading {
            Reading::Data(data) | Reading::Chunks { data, .. } => data.take(),
            _ => (0, Vec::new()),
        }
    }

    fn receiving(&self) -> Option<&Data> {
        match &self.reading {
            Reading::Data(data) | Reading::Chunks { data, .. } => Some(data),
            _ => None,
        }
    }

    /// Answers [`Action::CheckRecipient`].
    pub fn recipient_answer(&mut self, answer: RecipientAnswer) -> Vec<Action> {
        if let Waiting::Recipient(recipient) = &mut self.waiting {
            let recipient = std::mem::take(recipient);
            self.waiting = Waiting::No;
            match answer {
                RecipientAnswer::Accepted => {
                    self.envelope.recipients.push(recipient);
                    self.say("250 2.1.5 Recipient taken");
                }
                RecipientAnswer::Unknown => self.refuse("550 5.1.1 No such address here"),
                RecipientAnswer::TryLater => self.say("451 4.3.0 Cannot tell now, try again later"),
            }
        }
        self.go_on()
    }

    /// Answers [`Action::Deliver`]: one outcome per recipient, in their order. SMTP has one answer for all: *try later*
    /// when one of them says so, else *stored* when one of them is.
    pub fn delivered(&mut self, outcomes: &[Outcome]) -> Vec<Action> {
        if let Waiting::Delivery { recipients } = self.waiting {
            self.waiting = Waiting::No;
            let lmtp = self.hello.as_ref().is_some_and(|hello| hello.protocol == Protocol::Lmtp);
            if lmtp {
                for n in 0..recipients {
                    self.say(outcomes.get(n).copied().unwrap_or(Outcome::TryLater).reply());
                }
            } else {
                self.say(Outcome::of_all(outcomes).reply());
            }
        }
        self.go_on()
    }

    /// Answers [`Action::StartTls`]: the connection is private now and everything said before is forgotten, also what
    /// somebody in between may have added to it (RFC 3207 §4.2).
    pub fn tls_started(&mut self) -> Vec<Action> {
        if self.waiting == Waiting::Tls {
            self.waiting = Waiting::No;
            self.is_private = true;
            self.hello = None;
            self.envelope = Envelope::default();
            self.input.clear();
        }
        self.go_on()
    }

    /// Ends the conversation because we are stopping or the client is silent: 421 4.3.2.
    pub fn stop(&mut self) -> Vec<Action> {
        if !matches!(self.reading, Reading::Nothing) {
            self.say("421 4.3.2 Closing, try again later");
            self.close();
        }
        self.waiting = Waiting::No;
        std::mem::take(&mut self.actions)
    }

    /// Reads on until an answer is awaited or the input is used up.
    fn go_on(&mut self) -> Vec<Action> {
        let input = std::mem::take(&mut self.input);
        let mut at = 0;
        while self.waiting == Waiting::No {
            match self.step(&input[at..]) {
                0 => break,
                taken => at += taken,
            }
        }
        // What came behind STARTTLS or QUIT is not ours to read.
        if !matches!(self.waiting, Waiting::Tls) && !matches!(self.reading, Reading::Nothing) {
            self.input = input;
            self.input.drain(..at);
        }
        std::mem::take(&mut self.actions)
    }

    pub(super) fn ask_recipient(&mut self, recipient: String) {
        self.actions.push(Action::CheckRecipient(recipient.clone()));
        self.waiting = Waiting::Recipient(recipient);
    }

    pub(super) fn say(&mut self, reply: &str) {
        self.actions.push(Action::Reply(format!("{reply}\r\n").into_bytes()));
    }

    /// Says no, and hangs up on a client that keeps being told so.
    pub(super) fn refuse(&mut self, reply: &str) {
        self.say(reply);
        self.errors += 1;
        if self.errors > self.config.max_errors {
            self.say("421 4.7.0 Too many errors");
            self.close();
        }
    }

    pub(super) fn close(&mut self) {
        self.actions.push(Action::Close);
        self.reading = Reading::Nothing;
    }
}
