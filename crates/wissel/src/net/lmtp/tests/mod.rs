//! Handing mail over, by hand, by `swaks`, and with TLS.

mod stuck;

use std::process::Command;
use std::sync::Arc;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use wissel_model::ChannelId;

use super::connection::Connection;
use super::room::Room;
use super::serve;
use crate::net::desk::Source;
use crate::net::stream::{Stream, secure};
use crate::net::testing::certificate::Certificate;
use crate::net::testing::desk::SmallDesk;
use crate::net::{testing::eventually, tls};

struct Listener {
    desk: SmallDesk,
    port: u16,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Listener {
    async fn start(certificate: Option<&Certificate>) -> Self {
        let desk = SmallDesk::new(Vec::new());
        for (address, channel) in
            [("support@acme.test", 1), ("help@acme.test", 1), ("billing@acme.test", 2)]
        {
            desk.state().addresses.insert(address.to_owned(), ChannelId(channel));
        }
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let tls = certificate.map(|one| {
            let (chain, key) =
                (std::fs::read(one.chain_file()).unwrap(), std::fs::read(one.key_file()).unwrap());
            tls::server_config(&chain, &key).unwrap()
        });
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(serve(desk.clone(), listener, tls, std::env::temp_dir(), stopped));
        Self { desk, port, stop, task }
    }

    async fn client(&self) -> Client {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        let mut client = Client(BufReader::new(Box::new(stream)));
        assert!(client.answer().await.starts_with("220 "));
        client
    }

    async fn end(self) {
        self.stop.send_replace(true);
        self.task.await.unwrap();
    }
}

struct Client(BufReader<Stream>);

impl Client {
    /// The next whole answer: its last line.
    async fn answer(&mut self) -> String {
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).await.unwrap();
            if line.get(3..4) != Some("-") {
                return line.trim_end().to_owned();
            }
        }
    }

    async fn send(&mut self, lines: &str) {
        self.0.get_mut().write_all(lines.as_bytes()).await.unwrap();
    }

    /// Says a line, which must be answered like this.
    async fn say(&mut self, line: &str, answer: &str) {
        self.send(&format!("{line}\r\n")).await;
        let heard = self.answer().await;
        assert!(heard.starts_with(answer), "{line} was answered with {heard}");
    }
}

const MAIL: &str = "From: a@x.test\r\nSubject: Hello\r\n\r\nHello\r\n.";

#[tokio::test]
async fn a_mail_is_answered_with_250_after_the_desk_has_it() {
    let listener = Listener::start(None).await;
    let mut client = listener.client().await;
    client.say("LHLO x.test", "250 ").await;
    client.say("MAIL FROM:<a@x.test>", "250 ").await;
    client.say("RCPT TO:<nobody@acme.test>", "550 5.1.1").await;
    for recipient in ["support", "help", "billing"] {
        client.say(&format!("RCPT TO:<{recipient}@acme.test>"), "250 ").await;
    }
    client.say("DATA", "354 ").await;
    client.say(MAIL, "250 ").await;
    assert_eq!(
        (client.answer().await.get(..4), client.answer().await.get(..4)),
        (Some("250 "), Some("250 "))
    );
    let mails = listener.desk.state().mails.clone();
    assert_eq!(mails.len(), 2, "one copy for each channel");
    let recipients = vec!["support@acme.test".to_owned(), "help@acme.test".to_owned()];
    assert_eq!(mails[0].1, Source::Delivered { envelope_from: "a@x.test".to_owned(), recipients });
    assert_eq!(&mails[1].2[..], MAIL.strip_suffix('.').unwrap().as_bytes());
    client.say("QUIT", "221 ").await;
    listener.end().await;
}

#[tokio::test]
async fn while_the_database_is_away_the_client_is_asked_to_come_again() {
    let listener = Listener::start(None).await;
    let mut client = listener.client().await;
    client.say("EHLO x.test", "250 ").await;
    client.say("MAIL FROM:<>", "250 ").await;
    client.say("RCPT TO:<support@acme.test>", "250 ").await;
    listener.desk.state().away = true;
    client.say("RCPT TO:<help@acme.test>", "451 4.3.0").await;
    client.say("DATA", "354 ").await;
    client.say(MAIL, "451 4.3.0").await;
    listener.desk.state().away = false;
    client.say("MAIL FROM:<>", "250 ").await;
    client.say("RCPT TO:<support@acme.test>", "250 ").await;
    client.say("DATA", "354 ").await;
    client.say(MAIL, "250 ").await;
    assert_eq!(listener.desk.subjects(), ["Hello"]);
}

#[tokio::test]
async fn a_loop_is_refused_and_a_mail_that_breaks_the_desk_is_kept_by_its_server() {
    let listener = Listener::start(None).await;
    let mut client = listener.client().await;
    client.say("EHLO x.test", "250 ").await;
    for (subject, answer) in [("a loop", "554 "), ("it breaks the desk", "451 "), ("fine", "250 ")]
    {
        client.say("MAIL FROM:<a@x.test>", "250 ").await;
        client.say("RCPT TO:<support@acme.test>", "250 ").await;
        client.say("DATA", "354 ").await;
        client.say(&format!("Subject: {subject}\r\n\r\n."), answer).await;
    }
    assert_eq!(listener.desk.subjects(), ["fine"]);
}

#[tokio::test]
async fn a_client_that_sends_everything_at_once_is_answered_in_order() {
    let listener = Listener::start(None).await;
    let mut client = listener.client().await;
    let mut all = "EHLO x.test\r\n".to_owned();
    for nth in 0..20 {
        all += &format!(
            "MAIL FROM:<a@x.test>\r\nRCPT TO:<support@acme.test>\r\nDATA\r\nSubject: {nth}\r\n\r\n..dot\r\n.\r\n"
        );
    }
    client.send(&all).await;
    client.send("QUIT\r\n").await;
    assert!(client.answer().await.starts_with("250 "));
    for _ in 0..20 {
        for code in ["250 ", "250 ", "354 ", "250 "] {
            let answer = client.answer().await;
            assert!(answer.starts_with(code), "{answer}");
        }
    }
    assert!(client.answer().await.starts_with("221 "));
    let expected: Vec<String> = (0..20).map(|nth| nth.to_string()).collect();
    assert_eq!(listener.desk.subjects(), expected);
    assert!(listener.desk.state().mails[0].2.ends_with(b"\r\n.dot\r\n"));
}

#[tokio::test]
async fn a_mail_above_the_limit_is_refused_without_being_kept() {
    let listener = Listener::start(None).await;
    let mut client = listener.client().await;
    client.say("EHLO x.test", "250 ").await;
    client.say("MAIL FROM:<a@x.test> SIZE=52428801", "552 ").await;
    client.say("MAIL FROM:<a@x.test>", "250 ").await;
    client.say("RCPT TO:<support@acme.test>", "250 ").await;
    client.say("DATA", "354 ").await;
    let block = "x".repeat(1_022) + "\r\n";
    let megabyte = block.repeat(1_024);
    for _ in 0..51 {
        client.send(&megabyte).await;
    }
    client.say(".", "552 ").await;
    client.say("NOOP", "250 ").await;
    assert!(listener.desk.subjects().is_empty());
}

#[tokio::test]
async fn starttls_makes_the_conversation_private_and_begins_it_anew() {
    let Some(certificate) = Certificate::new() else { return };
    let listener = Listener::start(Some(&certificate)).await;
    let mut client = listener.client().await;
    client.say("EHLO x.test", "250 ").await;
    client.say("STARTTLS", "220 ").await;
    let stream = secure(client.0.into_inner(), "127.0.0.1", &certificate.trusted()).await.unwrap();
    let mut client = Client(BufReader::new(stream));
    client.say("MAIL FROM:<a@x.test>", "503 ").await;
    client.say("EHLO x.test", "250 ").await;
    client.say("MAIL FROM:<a@x.test>", "250 ").await;
    client.say("RCPT TO:<support@acme.test>", "250 ").await;
    client.say("DATA", "354 ").await;
    client.say(MAIL, "250 ").await;
    listener.end().await;
}

#[tokio::test]
async fn when_we_stop_a_mail_in_flight_is_finished_and_idle_clients_are_sent_away() {
    let listener = Listener::start(None).await;
    let (mut idle, mut busy) = (listener.client().await, listener.client().await);
    busy.say("EHLO x.test", "250 ").await;
    busy.say("MAIL FROM:<a@x.test>", "250 ").await;
    busy.say("RCPT TO:<support@acme.test>", "250 ").await;
    busy.say("DATA", "354 ").await;
    listener.stop.send_replace(true);
    assert!(idle.answer().await.starts_with("421 "));
    busy.say(MAIL, "250 ").await;
    assert!(busy.answer().await.starts_with("421 "));
    listener.task.await.unwrap();
    assert_eq!(listener.desk.subjects(), ["Hello"]);
}

#[tokio::test]
async fn a_client_too_many_is_turned_away_and_the_others_are_served() {
    let listener = Listener::start(None).await;
    let mut clients = Vec::new();
    for _ in 0..100 {
        clients.push(listener.client().await);
    }
    let stream = TcpStream::connect(("127.0.0.1", listener.port)).await.unwrap();
    let mut one_too_many = Client(BufReader::new(Box::new(stream)));
    assert!(one_too_many.answer().await.starts_with("421 "));
    clients[0].say("NOOP", "250 ").await;
    clients.pop();
    eventually("there is room again", async || {
        let stream = TcpStream::connect(("127.0.0.1", listener.port)).await.unwrap();
        let mut client = Client(BufReader::new(Box::new(stream)));
        client.answer().await.starts_with("220 ").then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn swaks_is_content_with_us_by_lmtp_and_by_smtp() {
    let listener = Listener::start(None).await;
    for protocol in ["LMTP", "ESMTP"] {
        let swaks = Command::new("swaks")
            .args(["--server", &format!("127.0.0.1:{}", listener.port), "--from", "a@x.test"])
            .args(["--to", "support@acme.test", "--h-Subject", protocol, "--protocol", protocol])
            .output();
        let Ok(output) = swaks else {
            println!("swaks is not installed; nothing was tested");
            return;
        };
        assert!(output.status.success(), "{output:?}");
    }
    assert_eq!(listener.desk.subjects(), ["LMTP", "ESMTP"]);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_says_nothing_for_five_minutes_is_sent_away() {
    let (ours, theirs) = tokio::io::duplex(1 << 10);
    let (_stop, stopped) = watch::channel(false);
    let room = Arc::new(Room::new(std::env::temp_dir()));
    let place = room.places.take([192, 0, 2, 1].into(), Instant::now()).unwrap();
    let connection = Connection::new(SmallDesk::new(Vec::new()), None, room, stopped);
    let begin = Instant::now();
    let talk = tokio::spawn(async move { connection.talk(Box::new(theirs), &place).await });
    let mut client = Client(BufReader::new(Box::new(ours)));
    assert!(client.answer().await.starts_with("220 "));
    assert!(client.answer().await.starts_with("421 "));
    talk.await.unwrap();
    assert_eq!(begin.elapsed().as_secs(), 300);
}
