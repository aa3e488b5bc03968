//! Mailboxes that take a token and no password.

use wissel_channels::mail::settings::{Auth, OAuth2};

use super::Running;
use crate::net::desk::MailSecrets;
use crate::net::testing::desk::{SmallDesk, channel};
use crate::net::testing::dovecot::{Dovecot, USER};
use crate::net::testing::eventually;
use crate::net::testing::tokens::{REFRESH_TOKEN, TokenServer};

fn desk(dovecot: &Dovecot, tokens: &TokenServer, refresh_token: &str) -> SmallDesk {
    let mut channel = channel(dovecot.settings(), "");
    channel.settings.imap.auth = Auth::OAuth2;
    channel.settings.oauth2 =
        Some(OAuth2 { token_url: tokens.token_url(), client_id: "wissel".to_owned() });
    channel.secrets = MailSecrets {
        oauth2_client_secret: Some("hush".to_owned()),
        oauth2_refresh_token: Some(refresh_token.to_owned()),
        ..MailSecrets::default()
    };
    SmallDesk::new(vec![channel])
}

#[tokio::test]
async fn a_token_is_fetched_and_fetched_again_when_the_server_refuses_it() {
    let tokens = TokenServer::start(USER);
    let Some(dovecot) = Dovecot::with_tokens(&tokens, "").await else { return };
    let desk = desk(&dovecot, &tokens, REFRESH_TOKEN);
    let _running = Running::start(&desk);
    dovecot.deliver("one");
    eventually("the first mail is taken", async || (desk.subjects() == ["one"]).then_some(()))
        .await;
    assert_eq!(tokens.given(), 1);

    // The token is kept for the next connection; refused, it is replaced.
    tokens.expire();
    desk.change(|state| state.channels[0].version = 2);
    eventually("another token was given", async || (tokens.given() == 2).then_some(())).await;
    dovecot.deliver("two");
    let what = "the second mail is taken";
    eventually(what, async || (desk.subjects() == ["one", "two"]).then_some(())).await;
}

#[tokio::test]
async fn a_revoked_grant_is_told_in_words() {
    let tokens = TokenServer::start(USER);
    let Some(dovecot) = Dovecot::with_tokens(&tokens, "").await else { return };
    let desk = desk(&dovecot, &tokens, "revoked");
    let _running = Running::start(&desk);
    let detail = eventually("an error is told", async || desk.health().detail).await;
    assert_eq!(
        detail,
        "No access token was given (The grant was revoked). Connect the account again."
    );
}
