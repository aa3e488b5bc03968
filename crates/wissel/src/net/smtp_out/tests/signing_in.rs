//! With Dovecot's submission server, which wants to know who we are.

use wissel_channels::mail::settings::{Auth, OAuth2, Security};
use wissel_desk::mail::Outbox as _;

use super::{Outbox, hello, mail, outbox, sending};
use crate::net::Reach;
use crate::net::check::Checked;
use crate::net::desk::MailChannel;
use crate::net::testing::certificate::Certificate;
use crate::net::testing::desk::SmallDesk;
use crate::net::testing::dovecot::{Dovecot, PASSWORD, USER};
use crate::net::testing::script::{Script, Talk};
use crate::net::testing::sink::Sink;
use crate::net::testing::tokens::{REFRESH_TOKEN, TokenServer};
use wissel_model::Language;

fn signed_in(dovecot: &Dovecot) -> MailChannel {
    let mut channel = sending(dovecot.submission);
    channel.settings.smtp.user = USER.to_owned();
    channel.secrets.smtp_password = Some(PASSWORD.to_owned());
    channel
}

#[tokio::test]
async fn a_password_opens_the_server_and_a_wrong_one_is_told_and_tried_again_later() {
    let Some(sink) = Sink::start(&[]).await else { return };
    let Some(dovecot) = Dovecot::start(&sink.relay()).await else { return };
    let outbox = outbox();
    let mut channel = signed_in(&dovecot);
    channel.secrets.smtp_password = Some("wrong".to_owned());
    let refusal = outbox.send(&channel, &mail(&["a@x.test"])).await.unwrap_err();
    assert!(!refusal.permanent);
    assert!(
        refusal.detail.contains("refused the sign-in of support@acme.test"),
        "{}",
        refusal.detail
    );
    assert_eq!(outbox.0.desk.health().state, "error");

    channel.secrets.smtp_password = Some(PASSWORD.to_owned());
    channel.version += 1;
    outbox.send(&channel, &mail(&["a@x.test"])).await.unwrap();
    assert_eq!(sink.mails().len(), 1);
    assert_eq!(outbox.0.desk.health().sending.state, "ok");
}

#[tokio::test]
async fn starttls_protects_the_password_and_a_strangers_certificate_gets_none() {
    let Some(sink) = Sink::start(&[]).await else { return };
    let Some(certificate) = Certificate::new() else { return };
    let Some(dovecot) = Dovecot::with_tls(&certificate, &sink.relay()).await else { return };
    let mut channel = signed_in(&dovecot);
    channel.settings.smtp.security = Security::Starttls;
    let trusting =
        Outbox::trusting(SmallDesk::new(Vec::new()), certificate.trusted(), &Reach::default());
    trusting.send(&channel, &mail(&["a@x.test"])).await.unwrap();
    assert_eq!(sink.mails().len(), 1);

    let refusal = outbox().send(&channel, &mail(&["a@x.test"])).await.unwrap_err();
    assert!(
        refusal.detail.contains("certificate of 127.0.0.1 cannot be trusted"),
        "{}",
        refusal.detail
    );
    let no_tls = Script::start(async |mut talk: Talk| {
        hello(&mut talk, "SIZE").await?;
        talk.end().await;
        Some(())
    })
    .await;
    (channel.version, channel.settings.smtp.port) = (2, no_tls.port);
    let refusal = trusting.send(&channel, &mail(&["a@x.test"])).await.unwrap_err();
    assert!(refusal.detail.contains("does not offer STARTTLS"), "{}", refusal.detail);
}

#[tokio::test]
async fn a_token_is_replaced_when_the_server_refuses_it() {
    let Some(sink) = Sink::start(&[]).await else { return };
    let tokens = TokenServer::start(USER);
    let Some(dovecot) = Dovecot::with_tokens(&tokens, &sink.relay()).await else { return };
    let mut channel = signed_in(&dovecot);
    channel.settings.smtp.auth = Auth::OAuth2;
    channel.settings.oauth2 =
        Some(OAuth2 { token_url: tokens.token_url(), client_id: "wissel".to_owned() });
    channel.secrets.oauth2_client_secret = Some("hush".to_owned());
    channel.secrets.oauth2_refresh_token = Some(REFRESH_TOKEN.to_owned());
    let outbox = outbox();
    outbox.send(&channel, &mail(&["a@x.test"])).await.unwrap();
    tokens.expire();
    // Another version, so that the open connection is not used.
    channel.version += 1;
    outbox.send(&channel, &mail(&["a@x.test"])).await.unwrap();
    assert_eq!((sink.mails().len(), tokens.given()), (2, 2));
}

#[tokio::test]
async fn the_settings_page_hears_which_of_the_two_servers_does_not_work() {
    let Some(dovecot) = Dovecot::start("").await else { return };
    let mut channel = signed_in(&dovecot);
    channel.settings.receive = wissel_channels::mail::settings::Receive::Imap;
    channel.settings.imap = dovecot.settings();
    channel.secrets.imap_password = Some(PASSWORD.to_owned());
    channel.secrets.smtp_password = Some("wrong".to_owned());
    let (imap, smtp) = crate::net::check::connection(
        &channel.settings,
        &channel.secrets,
        &Reach::default(),
        Language::En,
    )
    .await;
    let seen = "Signed in and opened the folder; the server tells of new mail at once.";
    assert_eq!(imap, Checked { ok: true, detail: seen.to_owned() });
    assert!(!smtp.ok && smtp.detail.contains("refused the sign-in"), "{smtp:?}");
    channel.settings.imap.folder = "nowhere".to_owned();
    channel.secrets.smtp_password = Some(PASSWORD.to_owned());
    let (imap, smtp) = crate::net::check::connection(
        &channel.settings,
        &channel.secrets,
        &Reach::default(),
        Language::En,
    )
    .await;
    assert!(!imap.ok && imap.detail.contains("The folder nowhere cannot be opened"), "{imap:?}");
    assert_eq!(smtp, Checked { ok: true, detail: "Signed in.".to_owned() });
}
