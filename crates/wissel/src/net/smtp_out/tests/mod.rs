//! Sending, to smtp-sink, to Dovecot, and to servers that say no.

mod refusals;
mod signing_in;

use bytes::Bytes;
use wissel_channels::mail::settings::{Receive, Security, Smtp};
use wissel_desk::mail::Outbox as _;

use super::Outbox;
use crate::net::Reach;
use crate::net::desk::{MailChannel, MailSecrets, OutMail};
use crate::net::testing::desk::{SmallDesk, channel};
use crate::net::testing::script::{Script, Talk};
use crate::net::testing::sink::Sink;

/// A channel that sends by this port of ours, without signing in.
fn sending(port: u16) -> MailChannel {
    let mut channel = channel(Default::default(), "");
    channel.settings.receive = Receive::Delivered;
    let host = "127.0.0.1".to_owned();
    channel.settings.smtp = Smtp { host, port, security: Security::None, ..Smtp::default() };
    channel.secrets = MailSecrets::default();
    channel
}

fn mail(to: &[&str]) -> OutMail {
    OutMail {
        from: "support@acme.test".to_owned(),
        to: to.iter().map(|one| (*one).to_owned()).collect(),
        bytes: Bytes::from_static(b"Subject: Hi\r\n\r\n.a dot\r\n..two dots\r\nend\r\n"),
    }
}

fn outbox() -> Outbox<SmallDesk> {
    Outbox::new(SmallDesk::new(Vec::new()), &Reach::default())
}

/// A server that takes what it is sent, as far as `EHLO`.
async fn hello(talk: &mut Talk, can: &str) -> Option<()> {
    talk.say("220 ready\r\n").await?;
    talk.command("EHLO").await?;
    talk.say(&format!("250-me\r\n250-8BITMIME\r\n250 {can}\r\n")).await
}

impl Talk {
    /// The next line, which must begin like this.
    async fn command(&mut self, begin: &str) -> Option<String> {
        let line = self.line().await?;
        assert!(line.starts_with(begin), "heard {line}, waited for {begin}");
        Some(line)
    }

    /// Hears one line for each of these and answers it.
    async fn expect(&mut self, talk: &[(&str, &str)]) -> Option<()> {
        for (command, answer) in talk {
            self.command(command).await?;
            self.say(&format!("{answer}\r\n")).await?;
        }
        Some(())
    }

    /// Hears a mail to its end.
    async fn mail(&mut self) -> Option<String> {
        let mut mail = String::new();
        loop {
            let line = self.line().await?;
            if line == "." {
                return Some(mail);
            }
            mail += &line;
            mail.push('\n');
        }
    }
}

#[tokio::test]
async fn smtp_sink_gets_the_mail_as_it_is_with_its_envelope() {
    let Some(sink) = Sink::start(&[]).await else { return };
    let outbox = outbox();
    outbox.send(&sending(sink.port), &mail(&["a@x.test", "b@x.test"])).await.unwrap();
    let mails = sink.mails();
    assert_eq!(mails.len(), 1);
    for part in [
        "Mail-Args: <support@acme.test>",
        "Rcpt-Args: <a@x.test>",
        "Rcpt-Args: <b@x.test>",
        "\n.a dot\n..two dots\nend\n",
    ] {
        assert!(mails[0].replace('\r', "").contains(part), "{part:?} is not in {}", mails[0]);
    }
    assert_eq!(outbox.0.desk.health().sending.state, "ok");
}

#[tokio::test]
async fn the_next_mail_goes_over_the_same_connection_unless_the_settings_changed() {
    let script = Script::start(async |mut talk: Talk| {
        hello(&mut talk, "OK").await?;
        loop {
            let line = talk.line().await?;
            match &line[..4] {
                "DATA" => {
                    talk.say("354 go on\r\n").await?;
                    talk.mail().await?;
                    talk.say("250 taken\r\n").await?;
                }
                _ => talk.say("250 fine\r\n").await?,
            }
        }
    })
    .await;
    let outbox = outbox();
    let mut channel = sending(script.port);
    for _ in 0..3 {
        outbox.send(&channel, &mail(&["a@x.test"])).await.unwrap();
    }
    assert_eq!(script.connections(), 1);
    channel.version += 1;
    outbox.send(&channel, &mail(&["a@x.test"])).await.unwrap();
    assert_eq!(script.connections(), 2);
}

#[tokio::test]
async fn a_connection_that_was_closed_meanwhile_is_replaced_unnoticed() {
    let script = Script::start(async |mut talk: Talk| {
        hello(&mut talk, "OK").await?;
        talk.expect(&[
            ("MAIL FROM:<support@acme.test>", "250 OK"),
            ("RCPT TO:<a@x.test>", "250 OK"),
            ("DATA", "354 OK"),
        ])
        .await?;
        talk.mail().await?;
        talk.say("250 taken\r\n").await
    })
    .await;
    let outbox = outbox();
    for nth in 1..=2 {
        outbox.send(&sending(script.port), &mail(&["a@x.test"])).await.unwrap();
        assert_eq!(script.connections(), nth);
    }
}
