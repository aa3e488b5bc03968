//! Mail that comes in oddly: twice, as a bounce, with a file, or while nobody is there.

use std::time::Duration;

use serde_json::json;

use super::main_job::{connected, message, only_ticket_of_mine};
use crate::parts::database::Kind;
use crate::parts::desk::Desk;
use crate::parts::eventually::eventually;
use crate::parts::mail::{Mail, Received};
use crate::parts::plan::Door;

const PATIENCE: Duration = Duration::from_secs(20);

/// Lesson 13 of other help desks.
#[tokio::test]
async fn a_mail_that_is_delivered_again_makes_no_second_ticket_by_imap() {
    delivered_again(Desk::start(Kind::Sqlite, Door::Imap).await).await;
}

/// Lesson 13 of other help desks.
#[tokio::test]
async fn a_mail_that_is_delivered_again_makes_no_second_ticket_by_lmtp() {
    delivered_again(Desk::start(Kind::Postgres, Door::Lmtp).await).await;
}

async fn delivered_again(desk: Desk) {
    connected(&desk).await;
    let mail = Mail::new("twice");
    for _ in 0..3 {
        desk.deliver(&mail);
    }
    // A mail sent after the others has been seen, so the others have been seen as well.
    let last = Mail::new("afterwards");
    desk.deliver(&last);
    let subjects = eventually("the last mail is a ticket", PATIENCE, async || {
        let list = desk.agent.get("/tickets?view=mine").await;
        let items = list["items"].as_array().expect("items is a list");
        let subjects: Vec<String> = items
            .iter()
            .map(|row| row["subject"].as_str().unwrap_or_default().to_owned())
            .collect();
        subjects.contains(&last.subject).then_some(subjects)
    })
    .await;
    assert_eq!(
        subjects.iter().filter(|subject| **subject == mail.subject).count(),
        1,
        "{subjects:?}"
    );
    assert_eq!(subjects.len(), 2, "{subjects:?}");
}

#[tokio::test]
async fn a_bounce_is_told_at_the_message_that_bounced() {
    let desk = Desk::start(Kind::Sqlite, Door::Lmtp).await;
    connected(&desk).await;
    desk.deliver(&Mail::new("gone"));
    let number =
        only_ticket_of_mine(&desk).await["number"].as_i64().expect("a ticket has a number");
    desk.agent
        .post(&format!("/tickets/{number}/replies"), json!({"text": "Are you still there?"}))
        .await;
    let reply = desk.sink.mail("jo@customer.test", "still there").await;

    desk.deliver_without_sender(&bounce_of(&reply));
    let bounced = message(&desk, number, |message| message["state"] == "bounced").await;
    assert_eq!(bounced["direction"], "out");
    assert!(
        bounced["error"].as_str().is_some_and(|error| error.contains("mailbox is gone")),
        "{bounced}"
    );
    assert_eq!(only_ticket_of_mine(&desk).await["number"], number);
}

#[tokio::test]
async fn a_file_comes_in_and_another_goes_out_byte_for_byte() {
    let desk = Desk::start(Kind::Sqlite, Door::Lmtp).await;
    connected(&desk).await;
    desk.deliver(&with_file(Mail::new("photo")));
    let number =
        only_ticket_of_mine(&desk).await["number"].as_i64().expect("a ticket has a number");
    let incoming = message(&desk, number, |message| message["direction"] == "in").await;
    let file = &incoming["attachments"][0];
    assert_eq!(file["name"], "photo.bin", "{incoming}");
    assert_eq!(desk.agent.download(&format!("/attachments/{}", file["id"])).await, FILE);

    let ours: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let id = desk.agent.attach("manual.pdf", "application/pdf", &ours).await;
    desk.agent
        .post(
            &format!("/tickets/{number}/replies"),
            json!({"text": "See the manual.", "attachments": [id]}),
        )
        .await;
    let reply = desk.sink.mail("jo@customer.test", "See the manual").await;
    assert_eq!(reply.attachments, [("manual.pdf".to_owned(), ours)]);
}

/// Lesson 8 of other help desks: nobody retried when a member came online.
#[tokio::test]
async fn a_mail_for_nobody_waits_and_says_why_until_somebody_comes() {
    let desk = Desk::start(Kind::Sqlite, Door::Imap).await;
    connected(&desk).await;
    desk.agent.put("/me/availability", json!({"state": "away", "reason": "lunch"})).await;
    desk.deliver(&Mail::new("lunchtime"));
    let waiting =
        eventually("the ticket is among those that nobody can take", PATIENCE, async || {
            desk.agent.get("/tickets?view=nobody").await["items"]
                .as_array()
                .expect("items is a list")
                .first()
                .cloned()
        })
        .await;
    assert!(waiting["owner"].is_null(), "{waiting}");
    assert!(
        waiting["nobody"]["sentence"].as_str().is_some_and(|sentence| !sentence.is_empty()),
        "{waiting}"
    );

    let mut live = desk.agent.live().await;
    desk.agent.put("/me/availability", json!({"state": "available"})).await;
    let assigned = live.next("ticket.assigned", Duration::from_secs(2)).await;
    assert_eq!(assigned.data["ticket"], waiting["number"]);
    only_ticket_of_mine(&desk).await;
}

/// A report as RFC 3464 has it, about one of our mails.
fn bounce_of(reply: &Received) -> Mail {
    let mut bounce = Mail::new("bounce");
    bounce.from = "MAILER-DAEMON@customer.test".to_owned();
    // A bounce goes to whom the envelope says the mail came from.
    bounce.to.clone_from(&reply.sender);
    "Undelivered Mail Returned to Sender".clone_into(&mut bounce.subject);
    bounce.headers = vec![
        "Content-Type: multipart/report; report-type=delivery-status; boundary=cut".to_owned(),
        "Auto-Submitted: auto-replied".to_owned(),
    ];
    bounce.text = format!(
        "--cut\nContent-Type: text/plain\n\nYour mail could not be delivered.\n\n\
         --cut\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.customer.test\n\n\
         Final-Recipient: rfc822; jo@customer.test\nAction: failed\nStatus: 5.1.1\n\
         Diagnostic-Code: smtp; 550 5.1.1 this mailbox is gone\n\n\
         --cut\nContent-Type: text/rfc822-headers\n\nFrom: {}\nSubject: {}\nMessage-ID: <{}>\n\n--cut--",
        reply.from.1, reply.subject, reply.message_id
    );
    bounce
}

const FILE: &[u8] = b"\x00\x01 not text \xff\xfe";

/// The mail with a file of a few bytes that are no text.
fn with_file(mut mail: Mail) -> Mail {
    use base64::Engine;
    mail.headers.push("Content-Type: multipart/mixed; boundary=cut".to_owned());
    mail.text = format!(
        "--cut\nContent-Type: text/plain; charset=utf-8\n\n{}\n\
         --cut\nContent-Type: application/octet-stream; name=\"photo.bin\"\nContent-Disposition: attachment; \
         filename=\"photo.bin\"\nContent-Transfer-Encoding: base64\n\n{}\n--cut--",
        mail.text,
        base64::engine::general_purpose::STANDARD.encode(FILE)
    );
    mail
}
