//! Mad mails by both doors: each is a ticket or is refused in words, and those behind it are taken in.

use std::time::Duration;

use tokio::time::Instant;

use super::large::{MEMORY, large};
use super::mails::{Becomes, Mad, all};
use crate::parts::client::Client;
use crate::parts::database::Kind;
use crate::parts::desk::Desk;
use crate::parts::eventually::eventually;
use crate::parts::plan::Door;

const TEAM: &str = "support@acme.test";
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn every_mad_mail_that_is_handed_over_is_a_ticket_or_refused_in_words() {
    let desk = Desk::start(Kind::Postgres, Door::Lmtp).await;
    let mut tickets = 0;
    for mad in all() {
        let begun = Instant::now();
        let mut client = Client::connect(desk.wissel.lmtp).await;
        let answer = client.deliver(TEAM, &mad.bytes).await;
        let expected = if mad.becomes == Becomes::Ticket { "250 2.0.0 " } else { "554 5.6.0 " };
        assert!(answer.starts_with(expected), "{}: {answer}", mad.name);
        assert!(begun.elapsed() < Duration::from_secs(30), "{}: {:?}", mad.name, begun.elapsed());
        tickets += usize::from(mad.becomes == Becomes::Ticket);
    }
    let mut crowd = Client::connect(desk.wissel.lmtp).await;
    for line in ["LHLO x", "MAIL FROM:<jo@customer.test>"] {
        assert!(crowd.say(line).await.starts_with("250"));
    }
    let mut put_off = 0;
    for nth in 0..1_000 {
        let answer = crowd.say(&format!("RCPT TO:<support+{nth}@acme.test>")).await;
        put_off += usize::from(!answer.starts_with("250"));
    }
    assert!(put_off >= 900, "{put_off} of a thousand recipients were put off");
    seen(&desk, tickets).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mad_mail_in_the_mailbox_is_a_ticket_or_told_of_and_holds_up_none_behind_it() {
    let desk = Desk::start(Kind::Sqlite, Door::Imap).await;
    let mut mads = all();
    mads.push(Mad { name: "Large 7", bytes: large(7, 51 << 20), becomes: Becomes::Ticket });
    mads.push(Mad { name: "Large 8", bytes: large(8, 49 << 20), becomes: Becomes::Ticket });
    let tickets = mads.iter().filter(|mad| mad.becomes != Becomes::Nothing).count();
    for mad in mads {
        desk.dovecot.put(&mad.bytes);
    }
    seen(&desk, tickets).await;
    let health = desk.admin.get(&format!("/channels/{}", desk.channel)).await["health"].clone();
    let told = health["last_error"].as_str().unwrap_or_default();
    assert!(told.contains("is not a mail"), "{health}");

    let list = desk.agent.get("/tickets?view=mine&limit=100").await;
    let items = list["items"].as_array().expect("items is a list");
    let large = items.iter().find(|row| row["subject"] == "Large 7").expect("it is a ticket");
    let conversation =
        desk.agent.get(&format!("/tickets/{}/conversation", large["number"])).await.to_string();
    assert!(conversation.contains("only its beginning is here"), "{conversation}");
    assert!(conversation.contains("See the file."), "its words are there: {conversation}");
}

/// So many tickets are there, the server is well, and it took no more memory than it may.
async fn seen(desk: &Desk, tickets: usize) {
    let count = eventually("every mail that is one is a ticket", PATIENCE, async || {
        let list = desk.agent.get("/tickets?view=mine&limit=100").await;
        let count = list["items"].as_array().map_or(0, Vec::len);
        (count >= tickets).then_some(count)
    })
    .await;
    println!("{tickets} tickets of mad mails; {}", desk.wissel.memory().told());
    assert_eq!(count, tickets);
    assert!(desk.wissel.memory().most < MEMORY, "{}", desk.wissel.memory().told());
    assert!(!desk.wissel.said().contains("panicked"), "{}", desk.wissel.said());
}
