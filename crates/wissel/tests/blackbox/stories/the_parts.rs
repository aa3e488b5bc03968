//! Do the parts around our server work without it? When one of these fails, so does everything else, and this says why.

use std::time::Duration;

use base64::Engine;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::parts::database::{Database, Kind};
use crate::parts::dovecot::{Dovecot, MAILBOX};
use crate::parts::eventually::eventually;
use crate::parts::mail::Mail;
use crate::parts::sink::Sink;
use crate::parts::swaks::{self, Protocol};

#[tokio::test]
async fn a_mail_to_a_plus_address_lands_in_the_mailbox_itself() {
    let dovecot = Dovecot::start(9).await;
    let mut mail = Mail::new("plus");
    mail.to = "support+t42@acme.test".to_owned();
    swaks::deliver(&mail, dovecot.lmtp, Protocol::Lmtp);
    eventually("the mail is in the inbox", Duration::from_secs(5), async || {
        (dovecot.mails_in_inbox() == 1).then_some(())
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_to_the_sink_can_be_read_back_with_its_envelope() {
    let sink = Sink::start().await;
    let mut mail = Mail::new("sink");
    mail.headers.push("In-Reply-To: <earlier@acme.test>".to_owned());
    swaks::deliver(&mail, sink.port, Protocol::Smtp);
    let received = sink.mail("support@acme.test", "this is about sink").await;
    assert_eq!(received.sender, "jo@customer.test");
    assert_eq!(received.from, ("Jo Customer".to_owned(), "jo@customer.test".to_owned()));
    assert_eq!(received.message_id, "sink@customer.test");
    assert_eq!(received.in_reply_to, ["earlier@acme.test"]);
    assert_eq!(received.header("Subject"), Some("About sink"));
    assert!(received.attachments.is_empty());
}

#[tokio::test]
async fn dovecot_accepts_a_good_token_and_refuses_an_expired_one() {
    let dovecot = Dovecot::start(9).await;
    let token = dovecot.tokens.hand_out();
    assert!(imap_signs_in(&dovecot, &token).await);
    dovecot.tokens.expire();
    assert!(!imap_signs_in(&dovecot, &token).await);
    let token = dovecot.tokens.hand_out();
    assert!(imap_signs_in(&dovecot, &token).await);
    assert_eq!(dovecot.tokens.handed_out(), 2);
}

#[tokio::test]
async fn two_tests_get_two_postgres_databases() {
    let one = Database::create(Kind::Postgres).await;
    let other = Database::create(Kind::Postgres).await;
    assert_ne!(one.url(), other.url());
    assert_eq!(Database::create(Kind::Sqlite).await.url(), None);
}

/// XOAUTH2 by hand: a refusal comes as a challenge that has to be answered with an empty line.
async fn imap_signs_in(dovecot: &Dovecot, token: &str) -> bool {
    let stream = TcpStream::connect(("127.0.0.1", dovecot.imap)).await.expect("Dovecot is there");
    let mut stream = BufReader::new(stream);
    let response = format!("user={MAILBOX}\u{1}auth=Bearer {token}\u{1}\u{1}");
    let response = base64::engine::general_purpose::STANDARD.encode(response);
    stream
        .write_all(format!("a AUTHENTICATE XOAUTH2 {response}\r\n").as_bytes())
        .await
        .expect("Dovecot is there");
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.expect("Dovecot is there");
        if line.starts_with('+') {
            stream.write_all(b"\r\n").await.expect("Dovecot is there");
        } else if line.starts_with("a ") {
            return line.starts_with("a OK");
        }
        assert!(!line.is_empty(), "Dovecot hung up");
    }
}
