//! What a session and the owner of its socket say to each other.

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
    /// The mail from there on, dots unstuffed.
    pub data: Vec<u8>,
    /// How much of the mail was taken earlier ([`super::Session::take_held`]): 0 when `data` is all of it.
    pub begins_at: usize,
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
    /// Say whether this recipient is ours: [`super::Session::recipient_answer`].
    CheckRecipient(String),
    /// Store this mail durably, then say so: [`super::Session::delivered`].
    Deliver(Delivery),
    /// Send the reply before it, start TLS, then call [`super::Session::tls_started`].
    StartTls,
    /// Send what came before, then close the connection.
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
    /// Not before somebody made room here: 452 4.3.1; the client keeps it and tries again.
    NoRoom,
    /// Never: 554 5.6.0 (not a mail, or our own coming back).
    Refused,
}

impl Outcome {
    /// The answer that the client gets.
    pub(super) fn reply(self) -> &'static str {
        match self {
            Self::Stored => "250 2.0.0 Stored",
            Self::NoRoom => "452 4.3.1 No room left here, try again later",
            Self::TryLater => "451 4.3.0 Cannot store it now, try again later",
            Self::Refused => "554 5.6.0 Not accepted",
        }
    }

    /// The one answer for all recipients that SMTP allows. A retry is safe, because a mail taken twice is stored
    /// once; a lost recipient is not: so one that must wait makes all wait, and one that is stored makes it accepted.
    pub(super) fn of_all(outcomes: &[Self]) -> Self {
        [Self::NoRoom, Self::TryLater, Self::Stored, Self::Refused]
            .into_iter()
            .find(|outcome| outcomes.contains(outcome))
            .unwrap_or(Self::TryLater)
    }
}
