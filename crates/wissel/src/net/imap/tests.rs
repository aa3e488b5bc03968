//! The patience of a connection, with a clock that stands still.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::time::Instant;

use super::Imap;
use super::wire::Wire;
use crate::net::trouble::Trouble;

fn connected() -> (Imap, DuplexStream) {
    let (ours, theirs) = duplex(1 << 20);
    (Imap::new(Wire::new(Box::new(ours), "mx")), theirs)
}

async fn heard(server: &mut DuplexStream) -> String {
    let mut bytes = [0; 200];
    let count = server.read(&mut bytes).await.unwrap();
    String::from_utf8_lossy(&bytes[..count]).into_owned()
}

#[tokio::test(start_paused = true)]
async fn a_server_that_says_nothing_is_left_after_ten_seconds() {
    let (mut imap, _server) = connected();
    let begin = Instant::now();
    assert_eq!(imap.noop().await, Err(Trouble::Silent { host: "mx".to_owned() }));
    assert_eq!(begin.elapsed(), Duration::from_secs(10));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_says_one_byte_at_a_time_is_left_as_well() {
    let (mut imap, mut server) = connected();
    tokio::spawn(async move {
        while server.write_all(b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_secs(30)).await;
        }
    });
    assert_eq!(imap.noop().await, Err(Trouble::Silent { host: "mx".to_owned() }));
}

#[tokio::test(start_paused = true)]
async fn idle_ends_at_once_when_there_is_news_and_in_time_when_there_is_none() {
    let (mut imap, mut server) = connected();
    let talk = tokio::spawn(async move {
        assert_eq!(heard(&mut server).await, "w1 IDLE\r\n");
        server.write_all(b"+ idling\r\n* OK Still here\r\n* 3 EXISTS\r\n").await.unwrap();
        assert_eq!(heard(&mut server).await, "DONE\r\n");
        server.write_all(b"w1 OK done\r\n").await.unwrap();
        assert_eq!(heard(&mut server).await, "w2 IDLE\r\n");
        server.write_all(b"+ idling\r\n* OK Still").await.unwrap();
        assert_eq!(heard(&mut server).await, "DONE\r\n");
        server.write_all(b" here\r\nw2 OK done\r\n").await.unwrap();
    });
    let begin = Instant::now();
    imap.idle(Duration::from_secs(300)).await.unwrap();
    assert!(imap.take_news());
    assert_eq!(begin.elapsed(), Duration::ZERO);
    imap.idle(Duration::from_secs(300)).await.unwrap();
    assert!(!imap.take_news());
    assert_eq!(begin.elapsed(), Duration::from_secs(300));
    talk.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn news_that_comes_before_idle_has_begun_is_not_waited_for() {
    let (mut imap, mut server) = connected();
    server.write_all(b"* 3 EXISTS\r\n+ idling\r\nw1 OK done\r\n").await.unwrap();
    let begin = Instant::now();
    imap.idle(Duration::from_secs(300)).await.unwrap();
    assert!(imap.take_news());
    assert_eq!(begin.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_offers_idle_and_refuses_it_is_not_asked_again() {
    let (mut imap, mut server) = connected();
    imap.can.insert("IDLE".to_owned());
    server.write_all(b"w1 BAD what?\r\n").await.unwrap();
    imap.idle(Duration::from_secs(300)).await.unwrap();
    assert!(!imap.can_idle());
}

#[tokio::test]
async fn whatever_bytes_come_nothing_breaks() {
    let said: [&[u8]; 8] = [
        b"* 1 FETCH (UID 5 BODY[] {3}\r\nabc\r\nw1 OK\r\n",
        b"* 1 FETCH (UID 99999999999 RFC822.SIZE -1)\r\nw1 OK\r\n",
        b"* 1 FETCH (((((((((((((((((((((((((((((((((((((((((((((((((\r\nw1 OK\r\n",
        b"w1\r\n",
        b"+\r\n* \r\n\r\n",
        b"* SEARCH 1 2 x\r\nw1 OK\r\n",
        b"\xff\xfe\x00* 1 EXISTS\n\n\n",
        b"w1 OK [UIDVALIDITY x] \xc3\x28\r\n",
    ];
    for bytes in said {
        let (mut imap, mut server) = connected();
        server.write_all(bytes).await.unwrap();
        drop(server);
        if let Ok(list) = imap.above(4).await {
            assert_eq!(list, [], "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
