//! What our server depends on goes away for a while, or is not to be trusted.

use std::time::Duration;

use serde_json::json;

use super::main_job::{connected, only_ticket_of_mine};
use super::power_cut::all;
use crate::parts::database::{Database, Kind};
use crate::parts::desk::Desk;
use crate::parts::eventually::eventually;
use crate::parts::mail::Mail;
use crate::parts::plan::{Door, Plan};
use crate::parts::swaks::{self, Protocol};

const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn mail_is_fetched_and_sent_over_tls_whichever_way_it_is_begun() {
    for security in [["tls", "starttls"], ["starttls", "tls"]] {
        let usual = Plan::new(Kind::Sqlite, Door::Imap).await;
        let desk = Desk::start_as(Plan { security, trusts: true, ..usual }).await;
        connected(&desk).await;
        desk.deliver(&Mail::new("sealed"));
        let number = only_ticket_of_mine(&desk).await["number"].clone();
        desk.agent
            .post(&format!("/tickets/{number}/replies"), json!({"text": "Sealed as well."}))
            .await;
        desk.sink.mail("jo@customer.test", "Sealed as well").await;
    }
}

#[tokio::test]
async fn a_mail_server_that_nobody_vouches_for_is_told_no_password() {
    let usual = Plan::new(Kind::Sqlite, Door::Imap).await;
    let desk = Desk::start_as(Plan { security: ["tls", "starttls"], ..usual }).await;
    let path = format!("/channels/{}", desk.channel);
    let health = eventually("the channel is unwell", PATIENCE, async || {
        let health = desk.admin.get(&path).await["health"].clone();
        (health["state"] == "error").then_some(health)
    })
    .await;
    let told = health.to_string().to_lowercase();
    assert!(told.contains("certificate"), "{told}");
    assert!(!desk.dovecot.said().contains("Login: user="), "it signed in all the same");
}

#[tokio::test]
async fn a_mailbox_that_goes_away_and_comes_back_is_read_on() {
    let mut desk = Desk::start(Kind::Sqlite, Door::Imap).await;
    connected(&desk).await;
    desk.deliver(&Mail::new("before"));
    only_ticket_of_mine(&desk).await;
    desk.dovecot.stop();
    let path = format!("/channels/{}", desk.channel);
    eventually("the channel is unwell", PATIENCE, async || {
        (desk.admin.get(&path).await["health"]["state"] != "ok").then_some(())
    })
    .await;
    desk.dovecot.start_again().await;
    desk.deliver(&Mail::new("after"));
    eventually("the mail from after the break is a ticket", PATIENCE, async || {
        let rows = all(&desk, "mine").await;
        assert!(rows.len() < 3, "what was read before the break is not read again");
        (rows.len() == 2).then_some(())
    })
    .await;
}

#[tokio::test]
async fn while_the_database_is_away_no_mail_is_accepted_and_afterwards_all_goes_on() {
    let (database, wire) = Database::behind_a_wire().await;
    let usual = Plan::new(Kind::Sqlite, Door::Lmtp).await;
    let desk = Desk::start_as(Plan { database, ..usual }).await;
    connected(&desk).await;
    desk.deliver(&Mail::new("before"));
    only_ticket_of_mine(&desk).await;

    wire.cut();
    let meanwhile = Mail::new("meanwhile");
    let (accepted, said) =
        swaks::try_to_deliver(&meanwhile, &meanwhile.from, desk.wissel.lmtp, Protocol::Lmtp);
    assert!(!accepted, "a mail was accepted that could not be stored: {said}");
    assert!(!said.contains("<** 5"), "the sender is told to come back, not to give up: {said}");
    wire.mend();

    // The sender does come back.
    eventually("the mail is taken", PATIENCE, async || {
        let port = desk.wissel.lmtp;
        swaks::try_to_deliver(&meanwhile, &meanwhile.from, port, Protocol::Lmtp).0.then_some(())
    })
    .await;
    eventually("both are tickets of Maud's", PATIENCE, async || {
        let (status, list) =
            desk.agent.try_to(reqwest::Method::GET, "/tickets?view=mine", None).await;
        let rows = list["items"].as_array().map_or(0, Vec::len);
        (status.is_success() && rows == 2).then_some(())
    })
    .await;
}
