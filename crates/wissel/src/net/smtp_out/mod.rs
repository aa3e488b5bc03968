//! Sending: handing mails to the server that sends for a channel.
//!
//! [`connect`] opens a connection and signs in, [`send`] hands over one mail, [`kept`] keeps connections for the next
//! one. Whether a failed mail is tried again is the desk's affair: it is told whether that may help.

mod connect;
mod kept;
mod opening;
mod send;
#[cfg(test)]
mod tests;
mod wire;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use rustls::ClientConfig;
use wissel_channels::mail::settings::{Auth, Receive};
use wissel_desk::mail::Outbox as DeskOutbox;
use wissel_model::ChannelId;

use super::desk::{Health, MailChannel, MailDesk, OutMail, Undelivered};
use super::oauth2::Tokens;
use super::secrets::grant;
use super::trouble::Trouble;
use super::{tls, web};
pub(crate) use connect::{Proof, connect};
use kept::Kept;
use send::Sent;

/// Speaks SMTP for the desk.
pub struct Outbox<D> {
    desk: D,
    tls: Arc<ClientConfig>,
    tokens: Tokens,
    kept: Kept,
    /// What we last told of each channel's health: whether sending works.
    told: Mutex<HashMap<ChannelId, bool>>,
}

impl<D: MailDesk> Outbox<D> {
    /// An outbox that trusts what this machine trusts.
    #[must_use]
    pub fn new(desk: D) -> Self {
        Self::trusting(desk, tls::client_config())
    }

    fn trusting(desk: D, tls: Arc<ClientConfig>) -> Self {
        let tokens = Tokens::new(web::client(&tls));
        Self { desk, tls, tokens, kept: Kept::default(), told: Mutex::default() }
    }

    async fn connection(&self, channel: &MailChannel) -> Result<connect::Connection, Trouble> {
        if let Some(connection) = self.kept.take(channel.id, channel.version).await {
            return Ok(connection);
        }
        let smtp = &channel.settings.smtp;
        if smtp.user.is_empty() {
            return connect(smtp, &Proof::None, &self.tls).await;
        }
        if smtp.auth == Auth::Password {
            let password = channel.secrets.smtp_password.clone().unwrap_or_default();
            return connect(smtp, &Proof::Password(password), &self.tls).await;
        }
        let grant = grant(&channel.settings, &channel.secrets)?;
        let token = self.tokens.access(&grant, None).await?;
        match connect(smtp, &Proof::Token(token.clone()), &self.tls).await {
            Err(trouble) if trouble.is_sign_in() => {
                let token = self.tokens.access(&grant, Some(&token)).await?;
                connect(smtp, &Proof::Token(token), &self.tls).await
            }
            connected => connected,
        }
    }

    /// Tells that sending works, or why it does not, when that is news.
    async fn tell(&self, channel: &MailChannel, trouble: Option<&Trouble>) {
        let works = trouble.is_none();
        let before =
            self.told.lock().unwrap_or_else(PoisonError::into_inner).insert(channel.id, works);
        // A mailbox that is read tells for itself that all is well.
        let news = match before {
            Some(before) => before != works || !works,
            None => !works || channel.settings.receive == Receive::Delivered,
        };
        if !news {
            return;
        }
        let sentence = trouble.map(|trouble| format!("Sending does not work: {trouble}"));
        let health = Health {
            state: if works { "ok" } else { "error" }.to_owned(),
            detail: sentence.clone(),
            last_in_at: None,
            last_error_at: sentence.is_some().then(|| self.desk.now()),
            last_error: sentence,
        };
        if let Err(error) = self.desk.set_health(channel.id, health).await {
            tracing::debug!(%error, channel = %channel.id, "the health of a channel cannot be told");
        }
    }
}

#[async_trait]
impl<D: MailDesk> DeskOutbox for Outbox<D> {
    async fn send(&self, channel: &MailChannel, mail: &OutMail) -> Result<(), Undelivered> {
        let mut connection = match self.connection(channel).await {
            Ok(connection) => connection,
            Err(trouble) => {
                self.tell(channel, Some(&trouble)).await;
                let detail = trouble.to_string();
                return Err(Undelivered { permanent: false, detail, taken: Vec::new() });
            }
        };
        let sent = send::send(&mut connection, &channel.settings.smtp.host, mail).await;
        if let Sent::Trouble(trouble) = &sent {
            self.tell(channel, Some(trouble)).await;
        } else {
            self.tell(channel, None).await;
        }
        if matches!(sent, Sent::ToAll | Sent::NotTo { .. }) {
            self.kept.put(channel.id, channel.version, connection);
        }
        sent.into_result()
    }
}
