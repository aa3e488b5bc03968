//! A mail channel's secrets: sealed at rest, never shown.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_model::{Error, Result};

use crate::Desk;

const PURPOSE: &str = "mail channel";

/// A mail channel's secrets. In a change, those left out stay and an empty text removes one.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MailSecrets {
    /// Opens the mailbox.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub imap_password: Option<String>,
    /// Opens the sending server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smtp_password: Option<String>,
    /// Ours at the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oauth2_client_secret: Option<String>,
    /// Fetches access tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oauth2_refresh_token: Option<String>,
}

impl std::fmt::Debug for MailSecrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MailSecrets({})", self.names().join(", "))
    }
}

impl MailSecrets {
    /// Which ones are set.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        [
            ("imap_password", &self.imap_password),
            ("smtp_password", &self.smtp_password),
            ("oauth2_client_secret", &self.oauth2_client_secret),
            ("oauth2_refresh_token", &self.oauth2_refresh_token),
        ]
        .into_iter()
        .filter(|(_, secret)| secret.as_ref().is_some_and(|secret| !secret.is_empty()))
        .map(|(name, _)| name)
        .collect()
    }

    /// These, with those of `change` over them.
    #[must_use]
    pub fn changed(self, change: Self) -> Self {
        let pick = |old: Option<String>, new: Option<String>| {
            new.or(old).filter(|secret| !secret.is_empty())
        };
        Self {
            imap_password: pick(self.imap_password, change.imap_password),
            smtp_password: pick(self.smtp_password, change.smtp_password),
            oauth2_client_secret: pick(self.oauth2_client_secret, change.oauth2_client_secret),
            oauth2_refresh_token: pick(self.oauth2_refresh_token, change.oauth2_refresh_token),
        }
    }
}

/// The secrets as one sealed text.
pub(crate) fn seal(desk: &Desk, secrets: &MailSecrets) -> String {
    let mut nonce = [0; wissel_store::seal::NONCE];
    desk.random().fill(&mut nonce);
    let plain = serde_json::to_string(secrets).expect("texts always serialise");
    desk.sealer().seal(PURPOSE, &plain, nonce)
}

/// The secrets out of their sealed text; nothing was ever sealed into an empty one.
pub(crate) fn open(desk: &Desk, sealed: &str) -> Result<MailSecrets> {
    if sealed.is_empty() {
        return Ok(MailSecrets::default());
    }
    serde_json::from_str(&desk.sealer().open(PURPOSE, sealed)?).map_err(Error::internal)
}
