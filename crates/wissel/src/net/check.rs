//! "Check connection" on the settings page: the real thing, as far as it goes without touching a mail.

use std::sync::Arc;
use std::time::Duration;

use rustls::ClientConfig;
use serde::Serialize;
use tokio::time::timeout;
use utoipa::ToSchema;
use wissel_channels::mail::MailSettings;
use wissel_channels::mail::settings::{Auth, Receive};
use wissel_model::Language;

use super::desk::{MailSecrets, Said};
use super::imap::{Imap, Secret};
use super::oauth2::Tokens;
use super::secrets::grant;
use super::smtp_out::{Proof, connect};
use super::tls;
use super::trouble::Trouble;
use super::web::{Client, Reach};

/// Somebody is waiting for the answer.
const LONGEST: Duration = Duration::from_secs(30);

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Checked {
    /// Whether it works.
    pub ok: bool,
    /// What was seen, or what is wrong, in one sentence.
    pub detail: String,
}

/// Tries both servers at once, for at most 30 s: the mailbox (signs in, opens the folder) and the server that sends
/// (signs in).
pub async fn connection(
    settings: &MailSettings,
    secrets: &MailSecrets,
    reach: &Reach,
    language: Language,
) -> (Checked, Checked) {
    let tls = tls::client_config();
    let tokens = Tokens::new(Client::new(&tls, reach));
    trusting(settings, secrets, &tls, &tokens, language).await
}

async fn trusting(
    settings: &MailSettings,
    secrets: &MailSecrets,
    tls: &Arc<ClientConfig>,
    tokens: &Tokens,
    language: Language,
) -> (Checked, Checked) {
    let checks = (mailbox(settings, secrets, tls, tokens), sender(settings, secrets, tls, tokens));
    tokio::join!(
        told(&settings.imap.host, checks.0, language),
        told(&settings.smtp.host, checks.1, language)
    )
}

async fn told(
    host: &str,
    check: impl Future<Output = Result<Said, Trouble>>,
    language: Language,
) -> Checked {
    let silent = || Err(Trouble::Silent { host: host.to_owned() });
    match timeout(LONGEST, check).await.unwrap_or_else(|_| silent()) {
        Ok(said) => Checked { ok: true, detail: said.full(language) },
        Err(trouble) => Checked { ok: false, detail: trouble.said().full(language) },
    }
}

async fn mailbox(
    settings: &MailSettings,
    secrets: &MailSecrets,
    tls: &Arc<ClientConfig>,
    tokens: &Tokens,
) -> Result<Said, Trouble> {
    if settings.receive == Receive::Delivered {
        return Ok(Said::new("check-delivered"));
    }
    let secret = match settings.imap.auth {
        Auth::Password => Secret::Password(secrets.imap_password.clone().unwrap_or_default()),
        Auth::OAuth2 => Secret::Token(tokens.access(&grant(settings, secrets)?, None).await?),
    };
    let mut imap = Imap::open(&settings.imap, &secret, tls).await?;
    imap.examine(&settings.imap.folder).await?;
    let idle = imap.can_idle();
    imap.leave().await;
    Ok(match idle {
        true => Said::new("check-idle"),
        false => Said::new("check-poll").with("seconds", settings.imap.poll_seconds),
    })
}

async fn sender(
    settings: &MailSettings,
    secrets: &MailSecrets,
    tls: &Arc<ClientConfig>,
    tokens: &Tokens,
) -> Result<Said, Trouble> {
    let smtp = &settings.smtp;
    let proof = match smtp.auth {
        _ if smtp.user.is_empty() => Proof::None,
        Auth::Password => Proof::Password(secrets.smtp_password.clone().unwrap_or_default()),
        Auth::OAuth2 => Proof::Token(tokens.access(&grant(settings, secrets)?, None).await?),
    };
    connect(smtp, &proof, tls).await?.leave().await;
    Ok(Said::new(if smtp.user.is_empty() { "check-open" } else { "check-signed-in" }))
}
