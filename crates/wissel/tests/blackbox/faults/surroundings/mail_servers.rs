//! Mail servers go away, talk nonsense, fall silent, and come back.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use super::seen::{BACK, mine, part, until_part};
use crate::parts::database::Kind;
use crate::parts::desk::Desk;
use crate::parts::mail::Mail;
use crate::parts::plan::Door;
use crate::parts::wire::Wire;
use crate::stories::main_job::{connected, message};

#[tokio::test]
async fn servers_that_are_stopped_and_started_are_used_again_and_nothing_is_lost_or_sent_twice() {
    let mut desk = Desk::start(Kind::Sqlite, Door::Imap).await;
    connected(&desk).await;
    desk.deliver(&Mail::new("before"));
    mine(&desk, 1).await;
    desk.dovecot.stop();
    reply(&desk, "Meanwhile").await;
    let state = until_part(&desk, "sending", "down").await;
    assert!(part(&state, "sending")["since"].is_string(), "{state}");
    until_part(&desk, "receiving", "down").await;
    // Whoever works here is told what, an admin also what to do.
    let seen = desk.agent.get("/health").await;
    let receiving = part(&seen["parts"], "receiving");
    assert_eq!(receiving["channel"]["address"], "support@acme.test", "{seen}");
    assert!(receiving["detail"].is_null() && receiving["sentence"].is_string(), "{seen}");
    let change = json!({"language": "nl"});
    desk.admin.try_to(Method::PATCH, "/me", Some(change)).await;
    let detail = part(&desk.admin.get("/health").await["parts"], "receiving")["detail"].to_string();
    assert!(detail.contains("vanzelf") || detail.contains("Controleer"), "no Dutch: {detail}");

    desk.dovecot.start_again().await;
    desk.deliver(&Mail::new("after"));
    assert_eq!(mine(&desk, 2).await, ["About after", "About before"]);
    desk.sink.mail("jo@customer.test", "Meanwhile").await;
    until_part(&desk, "sending", "ok").await;
    until_part(&desk, "receiving", "ok").await;
    assert_eq!(desk.sink.mails().len(), 1, "the reply was sent more than once");
    // A line at each change, and no flood.
    let said = desk.wissel.said();
    let told = said.lines().filter(|line| line.contains("mail does not flow")).count();
    assert!((2..=4).contains(&told), "{told} lines tell of it");
}

#[tokio::test]
async fn servers_that_talk_nonsense_are_told_of_and_used_again_when_they_make_sense() {
    let desk = Desk::start(Kind::Sqlite, Door::Imap).await;
    let wires = wired(&desk).await;
    let nonsense = server(|mut stream| {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    wires.iter().for_each(|wire| wire.lead_to(nonsense));
    desk.deliver(&Mail::new("fetched"));
    let state = until_part(&desk, "receiving", "down").await;
    let detail = part(&state, "receiving")["detail"].to_string();
    assert!(detail.contains("127.0.0.1"), "{detail}");

    // The mail is taken, and the line breaks before we are told so: it is sent again, under the same id.
    let dropping = server(drop_after_data);
    wires[1].lead_to(dropping);
    wires[0].lead_to(([127, 0, 0, 1], desk.dovecot.imap).into());
    assert_eq!(mine(&desk, 1).await, ["About fetched"]);
    reply(&desk, "Dropped").await;
    until_part(&desk, "sending", "down").await;
    wires[1].lead_to(([127, 0, 0, 1], desk.dovecot.submission).into());
    desk.sink.mail("jo@customer.test", "Dropped").await;
    until_part(&desk, "sending", "ok").await;
    until_part(&desk, "receiving", "ok").await;
    assert_eq!(desk.sink.mails().len(), 1);
}

#[tokio::test]
async fn servers_that_fall_silent_are_noticed_and_left_for_a_new_connection() {
    let desk = Desk::start(Kind::Sqlite, Door::Imap).await;
    let wires = wired(&desk).await;
    desk.deliver(&Mail::new("before"));
    mine(&desk, 1).await;
    wires.iter().for_each(Wire::fall_silent);
    wires.iter().for_each(Wire::mend);
    // Nobody is told that the old connections are dead.
    desk.deliver(&Mail::new("after"));
    reply(&desk, "Out of silence").await;
    let number = number(&desk).await;
    message(&desk, number, |message| message["direction"] == "out").await;
    crate::parts::eventually::eventually("both get through", 3 * BACK, async || {
        let sent = desk.sink.mails().len() == 1;
        let taken = desk.agent.get("/tickets?view=mine").await["items"].as_array()?.len() == 2;
        (sent && taken).then_some(())
    })
    .await;
}

async fn reply(desk: &Desk, text: &str) {
    let number = number(desk).await;
    desk.agent.post(&format!("/tickets/{number}/replies"), json!({ "text": text })).await;
}

async fn number(desk: &Desk) -> i64 {
    let list = desk.agent.get("/tickets?view=mine").await;
    list["items"][0]["number"].as_i64().expect("there is a ticket")
}

/// Puts a wire before the mailbox and one before the server that sends.
async fn wired(desk: &Desk) -> [Wire; 2] {
    let wires = [desk.dovecot.imap, desk.dovecot.submission]
        .map(|port| Wire::to(([127, 0, 0, 1], port).into()));
    let path = format!("/channels/{}", desk.channel);
    let mut settings = desk.admin.get(&path).await["settings"].clone();
    settings["imap"]["port"] = wires[0].port.into();
    settings["smtp"]["port"] = wires[1].port.into();
    let change = json!({ "settings": settings });
    let (status, answer) = desk.admin.try_to(Method::PATCH, &path, Some(change)).await;
    assert!(status.is_success(), "{answer}");
    connected(desk).await;
    wires
}

/// A server that treats whoever connects like this. It lives as long as the test's process.
fn server(treat: impl Fn(TcpStream) + Send + Sync + Copy + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("some port is free");
    let address = listener.local_addr().expect("it was bound");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let _ = stream.set_read_timeout(Some(Duration::from_secs(20)));
            thread::spawn(move || treat(stream));
        }
    });
    address
}

/// Speaks SMTP until the whole mail is there, and hangs up instead of saying that it has it.
fn drop_after_data(stream: TcpStream) {
    let Ok(mut answers) = stream.try_clone() else { return };
    let mut say = |line: &str| answers.write_all(line.as_bytes()).is_ok();
    if !say("220 mx ready\r\n") {
        return;
    }
    let mut data = false;
    for line in BufReader::new(stream).lines().map_while(Result::ok) {
        let verb = line.get(..4).unwrap_or_default().to_uppercase();
        let went = match verb.as_str() {
            _ if data && line == "." => return,
            _ if data => true,
            "EHLO" => say("250-mx\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN\r\n"),
            "AUTH" => say("235 welcome\r\n"),
            "DATA" => {
                data = true;
                say("354 go on\r\n")
            }
            _ => say("250 fine\r\n"),
        };
        if !went {
            return;
        }
    }
}
