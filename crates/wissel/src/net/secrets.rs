//! Which secret goes with which sign-in.

use wissel_channels::mail::MailSettings;

use super::desk::MailSecrets;
use super::oauth2::Grant;
use super::trouble::Trouble;

/// What an access token is asked for with.
pub(crate) fn grant(settings: &MailSettings, secrets: &MailSecrets) -> Result<Grant, Trouble> {
    let missing = |words: &str| Trouble::Token { words: words.to_owned() };
    let oauth2 = settings.oauth2.clone().ok_or_else(|| missing("no token endpoint is set"))?;
    let refresh_token =
        secrets.oauth2_refresh_token.clone().ok_or_else(|| missing("no refresh token is set"))?;
    Ok(Grant {
        token_url: oauth2.token_url,
        client_id: oauth2.client_id,
        client_secret: secrets.oauth2_client_secret.clone(),
        refresh_token,
    })
}
