//! Access tokens for mailboxes that take no password (RFC 6749 §6): fetched with the refresh token, kept while
//! they are good, fetched anew when a mail server refuses one.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::trouble::{Trouble, one_line};
use super::web::{Client, Private, is_private};

/// A token is not used in the last minute of its life.
const MARGIN: Duration = Duration::from_secs(60);
/// How long a token is good when the endpoint does not say.
const UNSAID: u64 = 300;
/// The longest answer we read.
const LONGEST: usize = 64 << 10;

/// What a token is asked for with.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Grant {
    pub(crate) token_url: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: Option<String>,
    pub(crate) refresh_token: String,
}

/// The tokens in use.
pub(crate) struct Tokens {
    client: Client,
    kept: Mutex<HashMap<Grant, Arc<Mutex<Kept>>>>,
}

#[derive(Default)]
struct Kept {
    token: Option<(String, Instant)>,
    /// A provider may hand out a new refresh token with each access token. It is good until we restart; the stored
    /// one is what counts then.
    refresh_token: Option<String>,
}

#[derive(Deserialize)]
struct Answer {
    access_token: String,
    expires_in: Option<u64>,
    refresh_token: Option<String>,
}

#[derive(Deserialize)]
struct Refusal {
    error: String,
    error_description: Option<String>,
}

impl Tokens {
    pub(crate) fn new(client: Client) -> Self {
        Self { client, kept: Mutex::default() }
    }

    /// A token that should be good. `refused` is one that a server did not take: it is not given again.
    pub(crate) async fn access(
        &self,
        grant: &Grant,
        refused: Option<&str>,
    ) -> Result<String, Trouble> {
        let kept = Arc::clone(self.kept.lock().await.entry(grant.clone()).or_default());
        // Held while asking: two connections of one mailbox need one token.
        let mut kept = kept.lock().await;
        match &kept.token {
            Some((token, until)) if Instant::now() < *until && refused != Some(token) => {
                Ok(token.clone())
            }
            _ => {
                let answer = self.ask(grant, kept.refresh_token.as_deref()).await?;
                let good = Duration::from_secs(answer.expires_in.unwrap_or(UNSAID).min(86_400));
                kept.token = Some((
                    answer.access_token.clone(),
                    Instant::now() + good.saturating_sub(MARGIN),
                ));
                kept.refresh_token = answer.refresh_token.or(kept.refresh_token.take());
                Ok(answer.access_token)
            }
        }
    }

    async fn ask(&self, grant: &Grant, newer: Option<&str>) -> Result<Answer, Trouble> {
        let mut form = vec![
            ("grant_type", "refresh_token"),
            ("refresh_token", newer.unwrap_or(&grant.refresh_token)),
            ("client_id", &grant.client_id),
        ];
        if let Some(secret) = &grant.client_secret {
            form.push(("client_secret", secret));
        }
        let answer = self
            .client
            .post(&grant.token_url)
            .map_err(|private| Trouble::Token { words: private.to_string() })?
            .form(&form)
            .send()
            .await
            .map_err(|error| away(&error))?;
        let status = answer.status();
        let body = short_body(answer).await?;
        if status.is_success() {
            return serde_json::from_slice(&body).map_err(|_| Trouble::Token {
                words: "the answer holds no access token".to_owned(),
            });
        }
        let words = match serde_json::from_slice::<Refusal>(&body) {
            Ok(refusal) => one_line(&refusal.error_description.unwrap_or(refusal.error)),
            Err(_) => format!("HTTP {}", status.as_u16()),
        };
        Err(Trouble::Token { words })
    }
}

async fn short_body(mut answer: reqwest::Response) -> Result<Vec<u8>, Trouble> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| away(&error))? {
        body.extend_from_slice(&chunk);
        if body.len() > LONGEST {
            return Err(Trouble::Token { words: "the answer is too long".to_owned() });
        }
    }
    Ok(body)
}

/// The address is left out of the words: it may carry secrets.
fn away(error: &reqwest::Error) -> Trouble {
    let words = match () {
        () if is_private(error) => return Trouble::Token { words: Private.to_string() },
        () if error.is_timeout() => "the token endpoint does not answer",
        () if error.is_builder() => "the token endpoint's address is not one",
        () => "the token endpoint cannot be reached",
    };
    Trouble::Token { words: words.to_owned() }
}
