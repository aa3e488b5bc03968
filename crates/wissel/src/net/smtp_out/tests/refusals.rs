//! Servers that say no, now or for good.

use wissel_desk::mail::Outbox as _;

use super::{hello, mail, outbox, sending};
use crate::net::desk::Undelivered;
use crate::net::testing::free_port;
use crate::net::testing::script::{Script, Talk};
use crate::net::testing::sink::Sink;

async fn sent_to_sink(options: &[&str]) -> Option<Result<(), Undelivered>> {
    let sink = Sink::start(options).await?;
    Some(outbox().send(&sending(sink.port), &mail(&["a@x.test"])).await)
}

#[tokio::test]
async fn five_hundred_is_for_good_and_four_hundred_may_be_tried_again() {
    for (refuse, permanent) in [("-f", true), ("-r", false)] {
        for command in ["MAIL", "RCPT", "DATA", "."] {
            let Some(sent) = sent_to_sink(&[refuse, command]).await else { return };
            let refusal = sent.unwrap_err();
            let code = if permanent { "500" } else { "450" };
            assert_eq!(refusal.permanent, permanent, "{refuse} {command}");
            assert!(refusal.detail.contains(code), "{}", refusal.detail);
        }
    }
}

/// A server that answers RCPT with `answers`, and takes the rest.
async fn picky(answers: &'static [&'static str]) -> Script {
    Script::start(move |mut talk: Talk| async move {
        hello(&mut talk, "OK").await?;
        talk.expect(&[("MAIL", "250 OK")]).await?;
        for answer in answers {
            talk.expect(&[("RCPT", answer)]).await?;
        }
        talk.expect(&[("DATA", "354 OK")]).await?;
        talk.mail().await?;
        talk.say("250 taken\r\n").await?;
        talk.end().await;
        Some(())
    })
    .await
}

#[tokio::test]
async fn one_recipient_refused_for_good_keeps_nobody_else_from_getting_the_mail() {
    let script = picky(&["250 OK", "550 5.1.1 no such user"]).await;
    let refusal =
        outbox().send(&sending(script.port), &mail(&["a@x.test", "b@x.test"])).await.unwrap_err();
    assert_eq!(
        refusal,
        Undelivered {
            permanent: true,
            detail: "It was sent to the others, but refused for b@x.test (550 5.1.1 no such user)."
                .to_owned(),
            taken: vec!["a@x.test".to_owned()],
        }
    );
}

#[tokio::test]
async fn one_recipient_refused_for_now_holds_the_mail_so_that_nobody_gets_it_twice() {
    // The server takes DATA from nobody after this: the client must not even ask.
    let script = picky(&["250 OK", "451 4.7.1 greylisted"]).await;
    let refusal =
        outbox().send(&sending(script.port), &mail(&["a@x.test", "b@x.test"])).await.unwrap_err();
    assert_eq!(
        refusal,
        Undelivered {
            permanent: false,
            detail: "The mail server does not take it now: 451 4.7.1 greylisted.".to_owned(),
            taken: Vec::new(),
        }
    );
}

#[tokio::test]
async fn when_every_recipient_is_refused_it_is_for_good() {
    let script = picky(&["550 no", "553 no"]).await;
    let refusal =
        outbox().send(&sending(script.port), &mail(&["a@x.test", "b@x.test"])).await.unwrap_err();
    assert!(refusal.permanent);
    assert!(refusal.detail.contains("a@x.test (550 no), b@x.test (553 no)"), "{}", refusal.detail);
}

#[tokio::test]
async fn an_address_that_is_none_is_for_good_and_cannot_smuggle_a_command() {
    let script = picky(&["250 OK"]).await;
    let refusal = outbox()
        .send(&sending(script.port), &mail(&["a@x.test>\r\nRCPT TO:<b@x.test"]))
        .await
        .unwrap_err();
    assert!(refusal.permanent);
}

#[tokio::test]
async fn a_server_that_is_away_or_talks_nonsense_is_told_and_the_mail_is_kept() {
    let flood = Script::start(async |mut talk: Talk| {
        loop {
            talk.say(&"220-".repeat(4_096)).await?;
        }
    })
    .await;
    let nonsense =
        Script::start(async |mut talk: Talk| talk.say("HTTP/1.1 400 Bad Request\r\n\r\n").await)
            .await;
    let silent = Script::start(async |_| Some(())).await;
    for (port, words) in [
        (free_port(), "cannot be reached"),
        (nonsense.port, "not a mail server's answer"),
        (flood.port, "127.0.0.1"),
        (silent.port, "127.0.0.1"),
    ] {
        let outbox = outbox();
        let refusal = outbox.send(&sending(port), &mail(&["a@x.test"])).await.unwrap_err();
        assert!(!refusal.permanent);
        assert!(refusal.detail.contains(words), "{}", refusal.detail);
        let health = outbox.0.desk.health();
        assert_eq!(health.state, "error");
        assert!(health.detail.unwrap().starts_with("Sending does not work: "));
    }
}
