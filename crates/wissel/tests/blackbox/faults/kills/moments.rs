//! The moments at which a kill hurts most, as they come.

use tokio::sync::broadcast;

/// Something that was seen from outside just now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Moment {
    /// A mail was handed over in full; nobody has answered yet.
    MailHandedOver,
    /// The server said 250 to a mail.
    MailTaken,
    /// A reply is being posted.
    ReplyAsked,
    /// A reply was answered.
    ReplyAnswered,
    /// The mail server outside has a mail in full, and holds its answer back.
    SentUnanswered,
    /// The mail server outside said 250 to a mail.
    SentAnswered,
    /// A ticket got its owner.
    Assigned,
}

/// Everybody tells, and whoever kills listens.
#[derive(Clone)]
pub(super) struct Moments(broadcast::Sender<Moment>);

impl Moments {
    pub(super) fn new() -> Self {
        Self(broadcast::channel(1_024).0)
    }

    pub(super) fn happened(&self, moment: Moment) {
        // Between two lives nobody listens.
        let _ = self.0.send(moment);
    }

    pub(super) fn listen(&self) -> broadcast::Receiver<Moment> {
        self.0.subscribe()
    }
}
