//! The state machine.

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

/// Which protocol the client chose by its greeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// One answer for the whole mail.
    Smtp,
    /// One answer for each recipient.
    Lmtp,
}

/// A whole mail that awaits its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The envelope's sender; empty for `<>`.
    pub from: String,
    /// The accepted recipients as the client wrote them, at least one.
    pub recipients: Vec<String>,
    /// The mail, dots unstuffed.
    pub data: Vec<u8>,
    /// The client's own name from its greeting.
    pub helo: String,
    /// Which protocol it came by.
    pub protocol: Protocol,
}

/// What the owner of the socket has to do, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Send these bytes.
    Reply(Vec<u8>),
    /// Say whether this recipient is ours: [`Session::recipient_answer`].
    CheckRecipient(String),
    /// Store this mail durably, then say so: [`Session::delivered`].
    Deliver(Delivery),
    /// After sending the reply before it: start TLS, then call [`Session::tls_started`].
    StartTls,
    /// After sending what came before: close the connection.
    Close,
}

/// Whether a recipient is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecipientAnswer {
    /// It is one of ours.
    Accepted,
    /// No such address here: 550 5.1.1.
    Unknown,
    /// Cannot tell now: 451 4.3.0.
    TryLater,
}

/// What became of a mail for one recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is stored and will survive a crash: 250 2.0.0.
    Stored,
    /// Not now: 451 4.3.0; the client keeps it and tries again.
    TryLater,
    /// Never: 550 5.6.0 (not a mail, or our own coming back).
    Refused,
}

/// One conversation.
#[derive(Debug)]
pub struct Session {
    #[expect(dead_code, reason = "filled in with the commands")]
    config: Config,
}

impl Session {
    /// A session that has not said anything yet.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self { config }
    }

    /// The first words, to be sent when the connection is made.
    #[must_use]
    pub fn greeting(&self) -> Vec<Action> {
        Vec::new()
    }

    /// Takes what the client sent. While an answer is awaited the bytes are kept and read afterwards.
    pub fn feed(&mut self, _bytes: &[u8]) -> Vec<Action> {
        Vec::new()
    }

    /// True while [`Session::recipient_answer`], [`Session::delivered`] or [`Session::tls_started`] is awaited: read
    /// no more from the socket, so that a client cannot fill our memory.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        false
    }

    /// Answers [`Action::CheckRecipient`].
    pub fn recipient_answer(&mut self, _answer: RecipientAnswer) -> Vec<Action> {
        Vec::new()
    }

    /// Answers [`Action::Deliver`]: one outcome per recipient, in their order. For SMTP, which has one answer for
    /// all, a single outcome will do; the client is told *stored* when any recipient's copy is.
    pub fn delivered(&mut self, _outcomes: &[Outcome]) -> Vec<Action> {
        Vec::new()
    }

    /// Answers [`Action::StartTls`]: the connection is private now and everything said before is forgotten.
    pub fn tls_started(&mut self) -> Vec<Action> {
        Vec::new()
    }
}
