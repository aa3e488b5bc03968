//! What the sockets of e-mail ask of the desk, and nothing more: tests put a small desk of their own here.

use async_trait::async_trait;
use bytes::Bytes;
use jiff::Timestamp;
use tokio::sync::watch;
use wissel_channels::mail::MailSettings;
use wissel_model::{ChannelId, Result, TicketId};

/// Secrets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailSecrets {
    /// x
    pub imap_password: Option<String>,
    /// x
    pub smtp_password: Option<String>,
    /// x
    pub oauth2_client_secret: Option<String>,
    /// x
    pub oauth2_refresh_token: Option<String>,
}

/// x
#[derive(Debug, Clone, PartialEq)]
pub struct MailChannel {
    /// x
    pub id: ChannelId,
    /// x
    pub name: String,
    /// x
    pub version: i64,
    /// x
    pub settings: MailSettings,
    /// x
    pub secrets: MailSecrets,
    /// x
    pub cursor: Option<String>,
    /// x
    pub created_at: Timestamp,
}

/// x
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// x
    Imap {
        /// x
        uid_validity: u32,
        /// x
        uid: u32,
    },
    /// x
    Delivered {
        /// x
        envelope_from: String,
    },
}

/// x
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Received {
    /// x
    Taken {
        /// x
        ticket: TicketId,
        /// x
        new: bool,
    },
    /// x
    Double(TicketId),
    /// x
    Bounce(TicketId),
    /// x
    Refused(&'static str),
}

/// x
#[derive(Debug, Clone)]
pub struct OutMail {
    /// x
    pub from: String,
    /// x
    pub to: Vec<String>,
    /// x
    pub bytes: Bytes,
}

/// x
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undelivered {
    /// x
    pub permanent: bool,
    /// x
    pub detail: String,
}

/// x
#[async_trait]
pub trait Outbox: Send + Sync {
    /// x
    async fn send(&self, channel: &MailChannel, mail: &OutMail) -> Result<(), Undelivered>;
}

/// x
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    /// `ok`, `error`, `connecting` or `off`.
    pub state: String,
    /// One sentence about it.
    pub detail: Option<String>,
    /// When something last came in.
    pub last_in_at: Option<Timestamp>,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When it went wrong.
    pub last_error_at: Option<Timestamp>,
}

/// The desk as mail servers meet it.
#[async_trait]
pub trait MailDesk: Clone + Send + Sync + 'static {
    /// The present moment.
    fn now(&self) -> Timestamp;
    /// A number between 0 and 255.
    fn chance(&self) -> u8;
    /// Moves when anything was changed, by this process or another.
    fn changed(&self) -> watch::Receiver<u64>;
    /// The channels that are in use, with their secrets.
    async fn mail_channels(&self) -> Result<Vec<MailChannel>>;
    /// Whose address this is, if it is one of ours.
    async fn mail_recipient(&self, address: &str) -> Result<Option<ChannelId>>;
    /// Takes in a mail; it is stored when this answers.
    async fn receive_mail(&self, channel: ChannelId, from: Source, raw: Bytes) -> Result<Received>;
    /// Where reading a mailbox stands.
    async fn set_cursor(&self, channel: ChannelId, cursor: &str) -> Result<()>;
    /// How a channel is doing.
    async fn set_health(&self, channel: ChannelId, health: Health) -> Result<()>;
    /// Takes or renews a lease; with 0 seconds, lets go of it.
    async fn hold_lease(&self, name: &str, holder: &str, seconds: u32) -> Result<bool>;
}
