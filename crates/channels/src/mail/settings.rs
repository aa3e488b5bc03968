//! The settings of an e-mail channel, as the API takes and the store keeps them. Secrets are kept elsewhere.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::address;

/// How mail reaches us.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Receive {
    /// We fetch it from a mailbox by IMAP.
    Imap,
    /// A mail server hands it to our LMTP/SMTP listener.
    #[default]
    Delivered,
}

/// How a connection is protected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// TLS from the first byte.
    #[default]
    Tls,
    /// Plain at first, then STARTTLS, which must succeed.
    Starttls,
    /// Not at all; only for a server on the same machine or network.
    None,
}

/// How we sign in to a mail server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Auth {
    /// SASL PLAIN with the stored password; no sign-in at all when `user` is empty.
    #[default]
    Password,
    /// SASL XOAUTH2 with a token from [`OAuth2`].
    #[serde(rename = "oauth2")]
    OAuth2,
}

/// The mailbox we fetch from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Imap {
    /// Host name or address of the server.
    pub host: String,
    /// TCP port, 1–65535.
    #[schema(maximum = 65535)]
    pub port: u16,
    /// Protection of the connection.
    pub security: Security,
    /// User name.
    pub user: String,
    /// Kind of sign-in.
    pub auth: Auth,
    /// Folder to read.
    pub folder: String,
    /// Seconds between looks at a server without IDLE, 10–3600.
    #[schema(maximum = 3600)]
    pub poll_seconds: u32,
}

impl Default for Imap {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 993,
            security: Security::Tls,
            user: String::new(),
            auth: Auth::Password,
            folder: "INBOX".to_owned(),
            poll_seconds: 60,
        }
    }
}

/// The server that sends for us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Smtp {
    /// Host name or address of the server.
    pub host: String,
    /// TCP port, 1–65535.
    #[schema(maximum = 65535)]
    pub port: u16,
    /// Protection of the connection.
    pub security: Security,
    /// User name; empty for a relay that asks for none.
    pub user: String,
    /// Kind of sign-in.
    pub auth: Auth,
}

impl Default for Smtp {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 587,
            security: Security::Starttls,
            user: String::new(),
            auth: Auth::Password,
        }
    }
}

/// Where access tokens come from (RFC 6749 §6).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OAuth2 {
    /// The provider's token endpoint: an `https` URL, or one on this machine.
    pub token_url: String,
    /// Our client id there.
    pub client_id: String,
}

/// What happens to a reply that comes after the time in which it reopens its ticket.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AfterReopenWindow {
    /// A new ticket that points to the old one.
    #[default]
    FollowUp,
    /// The old ticket opens again.
    Reopen,
}

/// The settings of an e-mail channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MailSettings {
    /// The team's address, for example `support@acme.test`.
    pub address: String,
    /// The name customers see; empty for the address alone.
    pub from_name: String,
    /// Plain text under each reply; empty for none.
    pub signature: String,
    /// How mail reaches us.
    pub receive: Receive,
    /// Used when `receive` is `imap`.
    pub imap: Imap,
    /// Used for every reply.
    pub smtp: Smtp,
    /// Needed when `imap.auth` or `smtp.auth` is `oauth2`.
    pub oauth2: Option<OAuth2>,
    /// Whether `support+…@` reaches the team's mailbox, so that replies can carry the ticket in their address.
    pub plus_addressing: bool,
    /// Days after closing within which a reply reopens the ticket, 0–3650.
    #[schema(maximum = 3650)]
    pub reopen_days: u32,
    /// What a later reply does.
    pub after_reopen_window: AfterReopenWindow,
    /// The largest attachment taken, in MiB, 1–35: more does not fit into the largest mail taken.
    #[schema(minimum = 1, maximum = 35)]
    pub max_attachment_mb: u32,
}

impl Default for MailSettings {
    fn default() -> Self {
        Self {
            address: String::new(),
            from_name: String::new(),
            signature: String::new(),
            receive: Receive::Delivered,
            imap: Imap::default(),
            smtp: Smtp::default(),
            oauth2: None,
            plus_addressing: true,
            reopen_days: 14,
            after_reopen_window: AfterReopenWindow::FollowUp,
            max_attachment_mb: 25,
        }
    }
}

impl MailSettings {
    /// What is wrong with them: pairs of field (`imap.host`) and the key of the sentence that says why. Empty = fine.
    #[must_use]
    pub fn check(&self) -> Vec<(&'static str, &'static str)> {
        let mut wrong = Vec::new();
        let mut need = |fine: bool, field: &'static str, code: &'static str| {
            if !fine {
                wrong.push((field, code));
            }
        };
        need(address::normalise(&self.address).is_some(), "address", "mail.address.invalid");
        need(short(&self.from_name, 100), "from_name", "mail.line.invalid");
        need(self.signature.chars().count() <= 5_000, "signature", "mail.signature.too_long");
        if self.receive == Receive::Imap {
            need(host(&self.imap.host), "imap.host", "mail.host.invalid");
            need(self.imap.port != 0, "imap.port", "mail.port.invalid");
            need(
                !self.imap.user.is_empty() && short(&self.imap.user, 255),
                "imap.user",
                "mail.user.invalid",
            );
            need(
                !self.imap.folder.is_empty() && short(&self.imap.folder, 255),
                "imap.folder",
                "mail.folder.invalid",
            );
            need(
                (10..=3600).contains(&self.imap.poll_seconds),
                "imap.poll_seconds",
                "mail.poll_seconds.range",
            );
        }
        need(host(&self.smtp.host), "smtp.host", "mail.host.invalid");
        need(self.smtp.port != 0, "smtp.port", "mail.port.invalid");
        need(short(&self.smtp.user, 255), "smtp.user", "mail.user.invalid");
        need(
            self.smtp.auth == Auth::Password || !self.smtp.user.is_empty(),
            "smtp.user",
            "mail.user.invalid",
        );
        if self.needs_oauth2() {
            let set = self.oauth2.clone().unwrap_or_default();
            need(
                private(&set.token_url) && short(&set.token_url, 2_000),
                "oauth2.token_url",
                "mail.token_url.invalid",
            );
            need(
                !set.client_id.is_empty() && short(&set.client_id, 500),
                "oauth2.client_id",
                "mail.client_id.invalid",
            );
        }
        need(self.reopen_days <= 3_650, "reopen_days", "mail.reopen_days.range");
        need(
            (1..=35).contains(&self.max_attachment_mb),
            "max_attachment_mb",
            "mail.max_attachment_mb.range",
        );
        wrong
    }

    /// Whether some sign-in needs an access token.
    #[must_use]
    pub fn needs_oauth2(&self) -> bool {
        self.smtp.auth == Auth::OAuth2
            || self.receive == Receive::Imap && self.imap.auth == Auth::OAuth2
    }
}

/// Whether what is sent there stays between us and them: by TLS, or on this very machine.
fn private(url: &str) -> bool {
    let here = [
        "http://127.0.0.1:",
        "http://127.0.0.1/",
        "http://[::1]:",
        "http://localhost:",
        "http://localhost/",
    ];
    url.starts_with("https://") || here.iter().any(|start| url.starts_with(start))
}

/// One line of at most `most` characters.
fn short(text: &str, most: usize) -> bool {
    text.chars().count() <= most && !text.chars().any(char::is_control)
}

/// A host name or an IP address: no blanks, no port, no scheme.
fn host(text: &str) -> bool {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let name = bare.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    !text.is_empty() && text.len() <= 255 && (name || bare.parse::<std::net::Ipv6Addr>().is_ok())
}
