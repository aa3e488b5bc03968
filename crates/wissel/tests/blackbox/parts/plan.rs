//! What a desk is to be like.

use serde_json::{Value, json};

use super::database::{Database, Kind};
use super::dovecot::{Dovecot, MAILBOX, PASSWORD};
use super::ground::Ground;
use super::tokens::REFRESH_TOKEN;

/// How mail for the team gets in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Door {
    /// The server fetches it from the mailbox.
    Imap,
    /// The server is handed it.
    Lmtp,
}

/// How the server signs in to the mail server.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Proof {
    Password,
    Token,
}

/// The name that customers see.
pub(crate) const FROM_NAME: &str = "Acme Support";

/// Everything that can be chosen. The fields that a story does not care about are as [`Plan::new`] says.
pub(crate) struct Plan {
    pub(crate) database: Database,
    pub(crate) door: Door,
    pub(crate) proof: Proof,
    /// How the connection is kept from others when mail is fetched and when it is sent: `none`, `tls` or `starttls`.
    pub(crate) security: [&'static str; 2],
    /// Does the server know who signed the mail server's certificate?
    pub(crate) trusts: bool,
    /// Options of smtp-sink, such as `-f RCPT` to refuse every recipient.
    pub(crate) outside: &'static [&'static str],
    /// What the server stands on.
    pub(crate) ground: Ground,
}

impl Plan {
    pub(crate) async fn new(kind: Kind, door: Door) -> Self {
        Self {
            database: Database::create(kind).await,
            door,
            proof: Proof::Password,
            security: ["none", "none"],
            trusts: false,
            outside: &[],
            ground: Ground::default(),
        }
    }

    /// The team's address as a channel: fetched from or delivered by Dovecot, and sent through its submission service.
    pub(crate) fn channel(&self, dovecot: &Dovecot) -> Value {
        let (auth, oauth2, secrets) = match self.proof {
            Proof::Password => (
                "password",
                Value::Null,
                json!({"imap_password": PASSWORD, "smtp_password": PASSWORD}),
            ),
            Proof::Token => (
                "oauth2",
                json!({"token_url": dovecot.tokens.token_url(), "client_id": "wissel"}),
                json!({"oauth2_client_secret": "client-secret", "oauth2_refresh_token": REFRESH_TOKEN}),
            ),
        };
        let receive = match self.door {
            Door::Imap => "imap",
            Door::Lmtp => "delivered",
        };
        let [fetching, sending] = self.security;
        let imap = if fetching == "tls" { dovecot.imaps } else { dovecot.imap };
        let submission = if sending == "tls" { dovecot.submissions } else { dovecot.submission };
        json!({
            "kind": "email", "name": "Support", "active": true, "secrets": secrets,
            "settings": {
                "address": MAILBOX, "from_name": FROM_NAME, "signature": "The Acme team", "receive": receive,
                "imap": {"host": "127.0.0.1", "port": imap, "security": fetching, "user": MAILBOX, "auth": auth,
                         "folder": "INBOX", "poll_seconds": 60},
                "smtp": {"host": "127.0.0.1", "port": submission, "security": sending, "user": MAILBOX, "auth": auth},
                "oauth2": oauth2, "plus_addressing": true, "reopen_days": 14, "after_reopen_window": "follow_up",
                "max_attachment_mb": 20,
            },
        })
    }
}
