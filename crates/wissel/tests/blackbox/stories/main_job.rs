//! The main job: a mail becomes a ticket, the right person has it, answers, and the customer's answer comes back to it.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use crate::parts::database::Kind;
use crate::parts::desk::Desk;
use crate::parts::dovecot::MAILBOX;
use crate::parts::eventually::eventually;
use crate::parts::mail::Mail;
use crate::parts::plan::{Door, FROM_NAME, Plan, Proof};

/// From the mail's delivery to its being on the right person's screen.
const PROMISE: Duration = Duration::from_secs(2);
/// For what has no promise of its own.
const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test]
async fn the_main_job_by_imap_on_sqlite() {
    main_job(Desk::start(Kind::Sqlite, Door::Imap).await).await;
}

#[tokio::test]
async fn the_main_job_by_imap_on_postgres() {
    main_job(Desk::start(Kind::Postgres, Door::Imap).await).await;
}

#[tokio::test]
async fn the_main_job_by_lmtp_on_sqlite() {
    main_job(Desk::start(Kind::Sqlite, Door::Lmtp).await).await;
}

#[tokio::test]
async fn the_main_job_by_lmtp_on_postgres() {
    main_job(Desk::start(Kind::Postgres, Door::Lmtp).await).await;
}

#[tokio::test]
async fn the_main_job_with_a_mail_server_that_wants_tokens() {
    main_job(
        Desk::start_as(Plan {
            proof: Proof::Token,
            trusts: true,
            ..Plan::new(Kind::Sqlite, Door::Imap).await
        })
        .await,
    )
    .await;
}

/// The whole story, with the server started anew in the middle of it.
async fn main_job(mut desk: Desk) {
    connected(&desk).await;

    // A customer writes, and within two seconds it is routed to Maud and her browser knows.
    let mut live = desk.agent.live().await;
    let first = Mail::new("printer");
    desk.deliver(&first);
    let delivered = Instant::now();
    let assigned = live.next("ticket.assigned", PROMISE).await;
    let ticket = only_ticket_of_mine(&desk).await;
    let took = delivered.elapsed();
    assert!(took < PROMISE, "it took {took:?} from delivery to Maud's list");
    println!("from delivery to the agent's list: {took:?}");
    assert_eq!(assigned.data["ticket"], ticket["number"]);
    assert_eq!(ticket["subject"], "About printer");
    assert_eq!(ticket["contact"]["name"], "Jo Customer");
    let number = ticket["number"].as_i64().expect("a ticket has a number");

    // The ticket says why it is hers.
    let decisions = desk.agent.get(&format!("/tickets/{number}/decisions")).await;
    let decision = &decisions["items"][0];
    assert_eq!(decision["by"], "router", "{decision}");
    assert_eq!(decision["outcome"]["owner"]["id"], desk.agent_id, "{decision}");
    assert!(!decision["sentences"].as_array().expect("sentences is a list").is_empty());

    // Nothing of this is lost when the server stops and starts.
    drop(live);
    desk.wissel.restart().await;
    connected(&desk).await;
    only_ticket_of_mine(&desk).await;

    // She answers, and the customer gets it as an answer to the mail, from the team.
    desk.agent
        .post(
            &format!("/tickets/{number}/replies"),
            json!({"text": "Have you tried turning it off?"}),
        )
        .await;
    let reply = desk.sink.mail("jo@customer.test", "turning it off").await;
    assert_eq!(reply.from, (FROM_NAME.to_owned(), MAILBOX.to_owned()));
    assert_eq!(reply.subject, "Re: About printer");
    assert_eq!(reply.in_reply_to, ["printer@customer.test"]);
    assert_eq!(reply.references, ["printer@customer.test"]);
    assert!(reply.text.contains("The Acme team"), "the signature is missing: {}", reply.text);
    assert!(
        reply.reply_to.starts_with("support+") && reply.reply_to.ends_with("@acme.test"),
        "{}",
        reply.reply_to
    );
    let sent = message(&desk, number, |message| message["state"] == "sent").await;
    assert_eq!(sent["author"]["id"], desk.agent_id);

    // The customer answers that, and it lands in the same ticket, whose owner it does not change.
    desk.deliver(&Mail::answer_to(&reply, "printer-2"));
    message(&desk, number, |message| {
        message["text"].as_str().is_some_and(|text| text.contains("about printer-2"))
    })
    .await;

    // So does an answer whose client lost the plus address, and one whose client lost the headers.
    let mut without_plus = Mail::answer_to(&reply, "printer-3");
    MAILBOX.clone_into(&mut without_plus.to);
    desk.deliver(&without_plus);
    message(&desk, number, |message| {
        message["text"].as_str().is_some_and(|text| text.contains("about printer-3"))
    })
    .await;
    let mut without_headers = Mail::answer_to(&reply, "printer-4");
    without_headers.headers.clear();
    desk.deliver(&without_headers);
    message(&desk, number, |message| {
        message["text"].as_str().is_some_and(|text| text.contains("about printer-4"))
    })
    .await;
    assert_eq!(only_ticket_of_mine(&desk).await["number"], number);

    let (done, said) = desk.wissel.command(&["verify-decisions"], "");
    assert!(done, "a stored decision does not come out the same again: {said}");
    let (done, said) = desk.wissel.command(&["explain", &number.to_string()], "");
    assert!(done && said.contains("Maud Visser"), "{said}");
}

/// The channel is at work: it listens to the mailbox, or waits for deliveries.
pub(crate) async fn connected(desk: &Desk) {
    let path = format!("/channels/{}", desk.channel);
    eventually("the channel is well", PATIENCE, async || {
        (desk.admin.get(&path).await["health"]["state"] == "ok").then_some(())
    })
    .await;
}

/// The one ticket in Maud's view.
pub(super) async fn only_ticket_of_mine(desk: &Desk) -> Value {
    eventually("Maud has one ticket", PATIENCE, async || {
        let list = desk.agent.get("/tickets?view=mine").await;
        let items = list["items"].as_array().expect("items is a list");
        assert!(items.len() < 2, "one mail made {} tickets: {list}", items.len());
        items.first().cloned()
    })
    .await
}

/// Waits for a message in the ticket's conversation.
pub(crate) async fn message(desk: &Desk, number: i64, is_it: impl Fn(&Value) -> bool) -> Value {
    let path = format!("/tickets/{number}/conversation");
    eventually("the message is in the conversation", PATIENCE, async || {
        let entries = desk.agent.get(&path).await;
        let entries = entries["items"].as_array().expect("items is a list").clone();
        entries.into_iter().find(|entry| entry["kind"] == "message" && is_it(entry))
    })
    .await
}
