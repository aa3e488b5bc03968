//! A thousand connections that say next to nothing: everybody else is served as if they were not there.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::large::MEMORY;
use crate::parts::api::Api;
use crate::parts::client::{Client, tcp};
use crate::parts::database::Kind;
use crate::parts::desk::Desk;
use crate::parts::eventually::eventually;
use crate::parts::files;
use crate::parts::mail::Mail;
use crate::parts::plan::Door;

/// How long anything that people do may take meanwhile. Alone it takes milliseconds; the tests share the machine.
const SOON: Duration = Duration::from_secs(2);
const MANY: usize = 1_000;
/// Longer than the server bears to be kept waiting when others want in.
const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_slow_browsers_and_a_thousand_idle_streams_keep_nobody_waiting() {
    files::raise();
    let desk = Desk::start(Kind::Sqlite, Door::Lmtp).await;
    let port = port_of(&desk.wissel.url);
    let mut streams = Vec::new();
    for _ in 0..5 {
        let session = Api::sign_in(&desk.wissel.url, "maud@acme.test").await;
        for _ in 0..MANY / 5 {
            let ask = format!(
                "GET /api/v1/events HTTP/1.1\r\nHost: x\r\nCookie: {}\r\n\r\n",
                session.cookie()
            );
            streams.push(opened(port, &ask).await);
        }
    }
    let mut slow = JoinSet::new();
    for nth in 0..MANY {
        let half = match nth % 4 {
            0 => "",
            1 => "GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX-Long: ",
            2 => {
                "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n"
            }
            _ => "G",
        };
        slow.spawn(trickle(opened(port, half).await));
    }
    let begun = Instant::now();
    let mut longest = Duration::ZERO;
    for nth in 0..20 {
        let asked = Instant::now();
        desk.agent.get("/tickets?view=mine").await;
        let mut mail = Mail::new(&format!("meanwhile-{nth}"));
        "jo@customer.test".clone_into(&mut mail.from);
        desk.deliver(&mail);
        longest = longest.max(asked.elapsed());
    }
    let list = desk.agent.get("/tickets?view=mine").await;
    println!(
        "{} slow and {} idle: 20 times a page and a mail in {:?}, the longest {longest:?}; {}",
        slow.len(),
        streams.len(),
        begun.elapsed(),
        desk.wissel.memory().told()
    );
    assert!(list["items"].as_array().is_some_and(|items| !items.is_empty()), "{list}");
    assert!(longest < SOON, "{longest:?}");
    assert!(desk.wissel.memory().most < MEMORY, "{}", desk.wissel.memory().told());
    let told = streams.last_mut().expect("there are many");
    let mut seen = String::new();
    eventually("a stream tells of a mail", SOON, async || {
        let mut bytes = vec![0; 4096];
        let count = told.read(&mut bytes).await.ok()?;
        seen.push_str(&String::from_utf8_lossy(&bytes[..count]));
        seen.contains("ticket.created").then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_slow_mail_servers_keep_no_mail_out() {
    files::raise();
    let desk = Desk::start(Kind::Sqlite, Door::Lmtp).await;
    let mut slow = JoinSet::new();
    for nth in 0..MANY {
        // The first hundred come from where the honest one comes from.
        let from = [127, 0, 0, 1 + u8::try_from(nth / 100).expect("ten")];
        let Ok(mut client) = Client::connect_from(from, desk.wissel.lmtp).await else { continue };
        if nth % 3 == 0 {
            for line in ["EHLO x", "MAIL FROM:<a@x.test>", "RCPT TO:<support@acme.test>", "DATA"] {
                client.say(line).await;
            }
        }
        slow.spawn(trickle(client.into_inner()));
    }
    println!("{} slow: {}", slow.len(), desk.wissel.memory().told());
    let mut honest = eventually("an honest client gets in", PATIENCE, async || {
        Client::connect_from([127, 0, 0, 1], desk.wissel.lmtp).await.ok().filter(Client::is_welcome)
    })
    .await;
    let begun = Instant::now();
    let answer =
        honest.deliver("support@acme.test", Mail::new("honest").content().as_bytes()).await;
    assert!(answer.starts_with("250 "), "{answer}");
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    println!(
        "a mail among {} slow ones: {:?}, {}",
        slow.len(),
        begun.elapsed(),
        desk.wissel.memory().told()
    );
    assert!(desk.wissel.memory().most < MEMORY, "{}", desk.wissel.memory().told());
}

/// A connection over which so much was said.
async fn opened(port: u16, said: &str) -> TcpStream {
    let mut stream = tcp([127, 0, 0, 1], port).await.expect("the server listens");
    stream.write_all(said.as_bytes()).await.expect("there is room in the pipe");
    stream
}

/// One byte a second, until the server has had enough.
async fn trickle(mut stream: TcpStream) {
    let mut second = tokio::time::interval(Duration::from_secs(1));
    loop {
        second.tick().await;
        if stream.write_all(b"x").await.is_err() {
            return;
        }
    }
}

fn port_of(url: &str) -> u16 {
    url.rsplit(':').next().and_then(|port| port.parse().ok()).expect("an address ends in a port")
}
