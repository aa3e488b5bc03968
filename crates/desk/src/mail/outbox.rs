//! The way out, as the desk sees it. The binary brings one that speaks SMTP.

use async_trait::async_trait;
use bytes::Bytes;

use super::MailChannel;

/// A mail ready to leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutMail {
    /// Sender of the envelope.
    pub from: String,
    /// Recipients of the envelope.
    pub to: Vec<String>,
    /// The whole mail.
    pub bytes: Bytes,
}

/// Why a mail did not leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undelivered {
    /// Trying again is of no use.
    pub permanent: bool,
    /// What the other side said, in one sentence.
    pub detail: String,
    /// Recipients of the envelope who have it all the same: they are not written to again.
    pub taken: Vec<String>,
}

/// Hands mails to the next server.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// Hands one mail over. `Ok` means that the next server has taken responsibility for it.
    async fn send(&self, channel: &MailChannel, mail: &OutMail) -> Result<(), Undelivered>;
}
