//! Clients that stop where it is their turn: they keep nobody else out.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::BufReader;
use tokio::sync::watch;
use tokio::time::{Instant, advance, timeout};
use tokio_rustls::TlsAcceptor;

use super::super::connection::Connection;
use super::super::room::Room;
use super::Client;
use crate::net::places::Places;
use crate::net::testing::certificate::Certificate;
use crate::net::testing::desk::SmallDesk;
use crate::net::tls;

const GRACE: Duration = Duration::from_secs(5);

/// The only place there is, and a client in it that says these lines over a pipe of so many bytes and then nothing more.
/// It makes room for the next as soon as it may have to.
async fn makes_room(pipe: usize, tls: Option<TlsAcceptor>, lines: &[(&str, &str)]) {
    let (ours, theirs) = tokio::io::duplex(pipe);
    let (_stop, stopped) = watch::channel(false);
    let places = Places::new(1, 1, GRACE, &[]);
    let place = places.take([192, 0, 2, 1].into(), Instant::now()).unwrap();
    let room = Arc::new(Room::new(std::env::temp_dir()));
    let connection = Connection::new(SmallDesk::new(Vec::new()), tls, room, stopped);
    let talk = tokio::spawn(async move { connection.talk(Box::new(theirs), &place).await });
    let mut client = Client(BufReader::new(Box::new(ours)));
    if !lines.is_empty() {
        assert!(client.answer().await.starts_with("220 "));
    }
    for (line, answer) in lines {
        client.say(line, answer).await;
    }
    tokio::task::yield_now().await;
    advance(GRACE + Duration::from_secs(1)).await;
    let next = places.take([192, 0, 2, 2].into(), Instant::now());
    assert!(next.is_some(), "there is a place for the next one");
    timeout(Duration::from_secs(30), talk).await.expect("and the first one is let go").unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_client_that_hears_nothing_of_what_we_say_makes_room_for_others() {
    makes_room(1, None, &[]).await;
}

#[tokio::test(start_paused = true)]
async fn a_client_that_asks_for_tls_and_does_not_begin_it_makes_room_for_others() {
    let Some(certificate) = Certificate::new() else { return };
    let read = |file| std::fs::read(file).unwrap();
    let config =
        tls::server_config(&read(certificate.chain_file()), &read(certificate.key_file())).unwrap();
    let lines = [("EHLO x.test", "250 "), ("STARTTLS", "220 ")];
    makes_room(1 << 10, Some(TlsAcceptor::from(config)), &lines).await;
}
