//! Opening a connection to the server that sends for us, and signing in.

use std::error::Error as _;
use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error, response::Response};
use rustls::ClientConfig;
use tokio::time::timeout;
use wissel_channels::mail::settings::{Security, Smtp};

use super::opening::start_tls;
use super::wire::Wire;
use crate::net::stream;
use crate::net::trouble::{Trouble, one_line};

/// The longest we wait for an answer, but for the one after a mail.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// What proves who we are.
pub(crate) enum Proof {
    /// Nobody asks.
    None,
    Password(String),
    /// An OAuth 2 access token.
    Token(String),
}

/// A connection on which mail may be sent.
pub(crate) struct Connection {
    pub(super) smtp: AsyncSmtpConnection,
    /// How many mails went over it.
    pub(super) sent: u32,
}

/// Connects, makes the connection private as `settings` say, and signs in.
pub(crate) async fn connect(
    settings: &Smtp,
    proof: &Proof,
    tls: &Arc<ClientConfig>,
) -> Result<Connection, Trouble> {
    let host = settings.host.as_str();
    let name = ClientId::default();
    let stream = stream::connect(host, settings.port, settings.security, tls).await?;
    let wire = match settings.security {
        Security::Starttls => Wire::greeted(start_tls(stream, host, &name.to_string(), tls).await?),
        Security::Tls | Security::None => Wire::new(stream),
    };
    let greeted =
        timeout(PATIENCE, AsyncSmtpConnection::connect_with_transport(Box::new(wire), &name)).await;
    let smtp = greeted.map_err(|_| silent(host))?.map_err(|error| trouble(host, &error))?;
    let mut connection = Connection { smtp, sent: 0 };
    connection.sign_in(settings, proof).await?;
    Ok(connection)
}

impl Connection {
    async fn sign_in(&mut self, settings: &Smtp, proof: &Proof) -> Result<(), Trouble> {
        let (host, user) = (settings.host.as_str(), settings.user.as_str());
        let signed_in = match proof {
            Proof::None => return Ok(()),
            Proof::Password(password) => {
                let known = [Mechanism::Plain, Mechanism::Login];
                if self.smtp.server_info().get_auth_mechanism(&known).is_none() {
                    return Err(nothing_known(settings));
                }
                let credentials = Credentials::new(user.to_owned(), password.clone());
                timeout(PATIENCE, self.smtp.auth(&known, &credentials))
                    .await
                    .map_err(|_| silent(host))?
            }
            Proof::Token(token) => {
                let proof =
                    STANDARD.encode(format!("user={user}\u{1}auth=Bearer {token}\u{1}\u{1}"));
                match self.command(host, format!("AUTH XOAUTH2 {proof}\r\n")).await? {
                    // The server says why it refuses in a question, which wants an empty answer.
                    Ok(answer) if answer.has_code(334) => self.command(host, "\r\n").await?,
                    answer => answer,
                }
            }
        };
        match signed_in {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(Trouble::SignIn {
                host: host.to_owned(),
                user: user.to_owned(),
                words: words(&error),
            }),
            Err(error) => Err(trouble(host, &error)),
        }
    }

    /// Says a command: the server's answer, or the trouble of a server that gives none in time.
    pub(super) async fn command(
        &mut self,
        host: &str,
        command: impl Display,
    ) -> Result<Result<Response, Error>, Trouble> {
        timeout(PATIENCE, self.smtp.command(command)).await.map_err(|_| silent(host))
    }

    /// Says goodbye, without waiting long for an answer.
    pub(crate) async fn leave(mut self) {
        if !matches!(timeout(Duration::from_secs(5), self.smtp.quit()).await, Ok(Ok(_))) {
            tracing::debug!("left a mail server without a goodbye");
        }
    }
}

fn nothing_known(settings: &Smtp) -> Trouble {
    let host = settings.host.clone();
    match settings.security {
        Security::None => Trouble::NeedsTls { host },
        _ => Trouble::Refused { host, words: "it offers no sign-in that we know".to_owned() },
    }
}

fn silent(host: &str) -> Trouble {
    Trouble::Silent { host: host.to_owned() }
}

/// What is wrong with a connection on which this happened.
pub(super) fn trouble(host: &str, error: &Error) -> Trouble {
    let (host, words) = (host.to_owned(), words(error));
    if error.is_permanent() || error.is_transient() {
        Trouble::Refused { host, words }
    } else if error.is_response() {
        Trouble::Garbage { host, why: words }
    } else {
        Trouble::Lost { host, words }
    }
}

/// The server's own words.
pub(super) fn words(error: &Error) -> String {
    let words = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    let words = one_line(&words);
    match error.status() {
        Some(code) => format!("{code} {words}"),
        None => words,
    }
}
