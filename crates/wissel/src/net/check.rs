//! "Check connection" on the settings page: the real thing, as far as it goes without touching a mail.

use std::sync::Arc;
use std::time::Duration;

use rustls::ClientConfig;
use serde::Serialize;
use tokio::time::timeout;
use utoipa::ToSchema;
use wissel_channels::mail::MailSettings;
use wissel_channels::mail::settings::{Auth, Receive};

use super::desk::MailSecrets;
use super::imap::{Imap, Secret};
use super::oauth2::Tokens;
use super::secrets::grant;
use super::smtp_out::{Proof, connect};
use super::trouble::Trouble;
use super::{tls, web};

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
pub async fn connection(settings: &MailSettings, secrets: &MailSecrets) -> (Checked, Checked) {
    trusting(settings, secrets, &tls::client_config()).await
}

async fn trusting(
    settings: &MailSettings,
    secrets: &MailSecrets,
    tls: &Arc<ClientConfig>,
) -> (Checked, Checked) {
    let tokens = Tokens::new(web::client(tls));
    let checks =
        (mailbox(settings, secrets, tls, &tokens), sender(settings, secrets, tls, &tokens));
    tokio::join!(told(&settings.imap.host, checks.0), told(&settings.smtp.host, checks.1))
}

async fn told(host: &str, check: impl Future<Output = Result<String, Trouble>>) -> Checked {
    let silent = || Err(Trouble::Silent { host: host.to_owned() });
    match timeout(LONGEST, check).await.unwrap_or_else(|_| silent()) {
        Ok(detail) => Checked { ok: true, detail },
        Err(trouble) => Checked { ok: false, detail: trouble.to_string() },
    }
}

async fn mailbox(
    settings: &MailSettings,
    secrets: &MailSecrets,
    tls: &Arc<ClientConfig>,
    tokens: &Tokens,
) -> Result<String, Trouble> {
    if settings.receive == Receive::Delivered {
        return Ok("Mail is delivered to us; there is no mailbox to open.".to_owned());
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
        true => "Signed in and opened the folder; the server tells of new mail at once.".to_owned(),
        false => format!(
            "Signed in and opened the folder; the server is asked for new mail every {} seconds.",
            settings.imap.poll_seconds
        ),
    })
}

async fn sender(
    settings: &MailSettings,
    secrets: &MailSecrets,
    tls: &Arc<ClientConfig>,
    tokens: &Tokens,
) -> Result<String, Trouble> {
    let smtp = &settings.smtp;
    let proof = match smtp.auth {
        _ if smtp.user.is_empty() => Proof::None,
        Auth::Password => Proof::Password(secrets.smtp_password.clone().unwrap_or_default()),
        Auth::OAuth2 => Proof::Token(tokens.access(&grant(settings, secrets)?, None).await?),
    };
    connect(smtp, &proof, tls).await?.leave().await;
    Ok(if smtp.user.is_empty() {
        "Connected; the server asks for no sign-in."
    } else {
        "Signed in."
    }
    .to_owned())
}
