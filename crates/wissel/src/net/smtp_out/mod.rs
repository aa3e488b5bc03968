//! Sending: handing mails to the server that sends for a channel.
//!
//! [`connect`] opens a connection and signs in, [`send`] hands over one mail, [`kept`] keeps connections for the next
//! one. Whether a failed mail is tried again is the desk's affair: it is told whether that may help.

mod away;
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
use tokio::sync::watch;
use wissel_channels::mail::settings::Auth;
use wissel_desk::mail::Outbox as DeskOutbox;
use wissel_model::ChannelId;

use super::desk::{MailChannel, MailDesk, News, OutMail, Said, Undelivered, Way};
use super::oauth2::Tokens;
use super::secrets::grant;
use super::tls;
use super::trouble::Trouble;
use super::web::{Client, Reach};
use away::Away;
pub(crate) use connect::{Proof, connect};
use kept::Kept;
use send::Sent;

/// Speaks SMTP for the desk. Clones are the same.
#[derive(Clone)]
pub struct Outbox<D>(Arc<Inner<D>>);

struct Inner<D> {
    desk: D,
    tls: Arc<ClientConfig>,
    tokens: Tokens,
    kept: Kept,
    /// What we last told of each channel: why sending does not work, or that it does.
    told: Mutex<HashMap<ChannelId, Option<Said>>>,
    away: Away,
}

impl<D: MailDesk> Outbox<D> {
    /// An outbox that trusts what this machine trusts, and fetches its tokens from where `reach` lets it.
    #[must_use]
    pub fn new(desk: D, reach: &Reach) -> Self {
        Self::trusting(desk, tls::client_config(), reach)
    }

    fn trusting(desk: D, tls: Arc<ClientConfig>, reach: &Reach) -> Self {
        let tokens = Tokens::new(Client::new(&tls, reach));
        let (kept, told, away) = (Kept::default(), Mutex::default(), Away::default());
        Self(Arc::new(Inner { desk, tls, tokens, kept, told, away }))
    }

    /// A connection for a mail of this channel. While its server is known to be away, nobody waits for it.
    async fn connection(&self, channel: &MailChannel) -> Result<connect::Connection, Trouble> {
        if let Some(connection) = self.0.kept.take(channel.id, channel.version).await {
            return Ok(connection);
        }
        if let Some(trouble) = self.0.away.known(channel) {
            return Err(trouble);
        }
        let opened = self.open(channel).await;
        if let Err(trouble) = &opened {
            self.0.away.failed(channel, trouble);
        }
        opened
    }

    async fn open(&self, channel: &MailChannel) -> Result<connect::Connection, Trouble> {
        let smtp = &channel.settings.smtp;
        if smtp.user.is_empty() {
            return connect(smtp, &Proof::None, &self.0.tls).await;
        }
        if smtp.auth == Auth::Password {
            let password = channel.secrets.smtp_password.clone().unwrap_or_default();
            return connect(smtp, &Proof::Password(password), &self.0.tls).await;
        }
        let grant = grant(&channel.settings, &channel.secrets)?;
        let token = self.0.tokens.access(&grant, None).await?;
        match connect(smtp, &Proof::Token(token.clone()), &self.0.tls).await {
            Err(trouble) if trouble.is_sign_in() => {
                let token = self.0.tokens.access(&grant, Some(&token)).await?;
                connect(smtp, &Proof::Token(token), &self.0.tls).await
            }
            connected => connected,
        }
    }

    /// Tries servers that were away, until `stop`. When one is back, what waits for it is sent at once.
    pub async fn watch(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            tokio::select! {
                () = self.0.away.due() => {}
                _ = stop.changed() => continue,
            }
            let channels = match self.0.desk.mail_channels().await {
                Ok(channels) => channels,
                Err(error) => {
                    tracing::debug!(%error, "servers that were away wait for the database");
                    self.0.away.later();
                    continue;
                }
            };
            for id in self.0.away.take_due() {
                // One that is gone, or has other settings now, is begun anew by its next mail.
                let Some(channel) = channels.iter().find(|channel| channel.id == id) else {
                    self.0.away.forget(id);
                    continue;
                };
                match self.open(channel).await {
                    Ok(connection) => {
                        self.0.away.forget(id);
                        self.0.kept.put(channel.id, channel.version, connection);
                        self.tell(channel, None).await;
                        if let Err(error) = self.0.desk.try_jobs_now().await {
                            tracing::debug!(%error, "mails wait for their time");
                        }
                    }
                    Err(trouble) => {
                        self.0.away.failed(channel, &trouble);
                        self.tell(channel, Some(&trouble)).await;
                    }
                }
            }
        }
    }

    /// Tells that sending works, or why it does not, when that is news.
    async fn tell(&self, channel: &MailChannel, trouble: Option<&Trouble>) {
        let said = trouble.map(Trouble::said);
        let before = self
            .0
            .told
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(channel.id, said.clone());
        if before.as_ref() == Some(&said) {
            return;
        }
        let news = match said {
            Some(said) => News::Trouble(Way::Sending, said),
            None => News::Works { way: Way::Sending, came: false },
        };
        if let Err(error) = self.0.desk.channel_news(channel.id, news).await {
            tracing::debug!(%error, channel = %channel.id, "the health of a channel cannot be told");
            self.0.told.lock().unwrap_or_else(PoisonError::into_inner).remove(&channel.id);
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
            self.0.kept.put(channel.id, channel.version, connection);
        }
        sent.into_result()
    }
}
