//! Mail that goes out against odds: refused recipients, a mail server that is away, a token that has expired.

use std::time::Duration;

use serde_json::json;

use super::main_job::{connected, message, only_ticket_of_mine};
use crate::parts::database::Kind;
use crate::parts::desk::Desk;
use crate::parts::eventually::eventually;
use crate::parts::mail::Mail;
use crate::parts::plan::{Door, Plan, Proof};

#[tokio::test]
async fn a_reply_that_is_refused_for_good_is_shown_as_failed() {
    // The sink's word for "never": 5xx to every recipient.
    let desk = Desk::start_as(Plan {
        outside: &["-f", "RCPT"],
        ..Plan::new(Kind::Sqlite, Door::Lmtp).await
    })
    .await;
    connected(&desk).await;
    desk.deliver(&Mail::new("refused"));
    let number =
        only_ticket_of_mine(&desk).await["number"].as_i64().expect("a ticket has a number");
    let mut live = desk.agent.live().await;
    desk.agent
        .post(&format!("/tickets/{number}/replies"), json!({"text": "This will not arrive."}))
        .await;
    live.next("message.failed", Duration::from_secs(20)).await;
    let failed = message(&desk, number, |message| message["state"] == "failed").await;
    assert!(failed["error"].as_str().is_some_and(|error| error.contains("500")), "{failed}");
}

#[tokio::test]
async fn an_expired_token_is_renewed_and_the_reply_goes_out() {
    let desk = Desk::start_as(Plan {
        proof: Proof::Token,
        trusts: true,
        ..Plan::new(Kind::Sqlite, Door::Imap).await
    })
    .await;
    connected(&desk).await;
    desk.deliver(&Mail::new("token"));
    let number =
        only_ticket_of_mine(&desk).await["number"].as_i64().expect("a ticket has a number");
    let before = desk.dovecot.tokens.handed_out();
    desk.dovecot.tokens.expire();
    desk.agent
        .post(&format!("/tickets/{number}/replies"), json!({"text": "Signed in anew."}))
        .await;
    desk.sink.mail("jo@customer.test", "Signed in anew").await;
    assert!(desk.dovecot.tokens.handed_out() > before);
}

/// Lesson 17 of other help desks: opening a ticket stole it from a colleague.
#[tokio::test]
async fn who_reads_takes_nothing_and_who_answers_first_takes_the_ticket() {
    let desk = Desk::start(Kind::Sqlite, Door::Lmtp).await;
    connected(&desk).await;
    desk.set_rule(json!({"assign": "no_one"})).await;
    desk.deliver(&Mail::new("free"));
    let ticket = eventually("the ticket is unassigned", Duration::from_secs(10), async || {
        desk.agent.get("/tickets?view=unassigned").await["items"]
            .as_array()
            .expect("items is a list")
            .first()
            .cloned()
    })
    .await;
    let path = format!("/tickets/{}", ticket["number"]);
    let (_, reader) = desk.add_agent("Joris Bakker", "joris@acme.test").await;
    let read = reader.get(&path).await;
    reader.get(&format!("{path}/conversation")).await;
    assert!(read["owner"].is_null() && desk.agent.get(&path).await["owner"].is_null(), "{read}");

    reader.post(&format!("{path}/comments"), json!({"text": "Anybody?"})).await;
    assert!(desk.agent.get(&path).await["owner"].is_null(), "a comment takes nothing");
    desk.agent.post(&format!("{path}/replies"), json!({"text": "I am on it."})).await;
    assert_eq!(desk.agent.get(&path).await["owner"]["id"], desk.agent_id);
    reader.post(&format!("{path}/replies"), json!({"text": "So am I."})).await;
    assert_eq!(
        desk.agent.get(&path).await["owner"]["id"],
        desk.agent_id,
        "a second answer takes nothing"
    );
}
