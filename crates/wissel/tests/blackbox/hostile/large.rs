//! Large mails, many at once: each is a ticket or is refused in words, and they fit in memory.

use tokio::time::Instant;

use crate::parts::client::Client;
use crate::parts::database::Kind;
use crate::parts::desk::Desk;
use crate::parts::plan::Door;

/// The most memory that the server may have, in bytes.
pub(super) const MEMORY: u64 = 300 << 20;
const TEAM: &str = "support@acme.test";
const MEGABYTE: usize = 1 << 20;

#[tokio::test(flavor = "multi_thread")]
async fn eight_mails_of_nearly_fifty_megabytes_at_once_are_tickets_and_fit_in_memory() {
    let desk = Desk::start(Kind::Sqlite, Door::Lmtp).await;
    println!("before: {}", desk.wissel.memory().told());
    let begun = Instant::now();
    let port = desk.wissel.lmtp;
    let deliveries: Vec<_> = (0..8)
        .map(|n| {
            tokio::spawn(async move {
                Client::connect(port).await.deliver(TEAM, &large(n, 49 * MEGABYTE)).await
            })
        })
        .collect();
    for delivery in deliveries {
        let answer = delivery.await.expect("nothing breaks");
        assert!(answer.starts_with("250 "), "{answer}");
    }
    println!("eight mails of 49 MB: {:?}, {}", begun.elapsed(), desk.wissel.memory().told());
    let counts = desk.agent.get("/tickets?view=mine").await;
    assert_eq!(counts["items"].as_array().map(Vec::len), Some(8), "{counts}");
    assert!(desk.wissel.memory().most < MEMORY, "{}", desk.wissel.memory().told());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_over_the_limit_is_refused_in_words_and_the_next_one_is_taken() {
    let desk = Desk::start(Kind::Sqlite, Door::Lmtp).await;
    let mut client = Client::connect(desk.wissel.lmtp).await;
    let answer = client.deliver(TEAM, &large(0, 51 * MEGABYTE)).await;
    assert!(answer.starts_with("552 5.3.4 "), "{answer}");
    let answer = client.deliver(TEAM, &large(1, 1_000)).await;
    assert!(answer.starts_with("250 "), "{answer}");
    assert!(desk.wissel.memory().most < MEMORY, "{}", desk.wissel.memory().told());
}

/// A mail of `size` bytes, most of them one file.
pub(super) fn large(n: usize, size: usize) -> Vec<u8> {
    let mut mail = format!(
        "From: jo@customer.test\r\nTo: {TEAM}\r\nSubject: Large {n}\r\nMessage-ID: <large-{n}@customer.test>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=cut\r\n\r\n--cut\r\n\r\nSee the file.\r\n\
         --cut\r\nContent-Type: application/octet-stream; name=film.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    .into_bytes();
    let line = format!("{:A<74}{n:02}\r\n", "");
    while mail.len() + line.len() + 16 < size {
        mail.extend_from_slice(line.as_bytes());
    }
    mail.extend_from_slice(b"--cut--\r\n");
    mail
}
