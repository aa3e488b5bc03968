//! The server is ended between any two of its instructions, again and again, while mail comes in.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;

use super::main_job::connected;
use crate::parts::database::Kind;
use crate::parts::desk::Desk;
use crate::parts::eventually::eventually;
use crate::parts::mail::Mail;
use crate::parts::plan::Door;
use crate::parts::swaks::{self, Protocol};

const ROUNDS: usize = 6;
const MAILS_A_ROUND: usize = 5;

/// Lesson 14 of other help desks: state and owner change together or not at all.
#[tokio::test]
async fn no_accepted_mail_is_lost_or_doubled_by_power_cuts_on_sqlite() {
    power_cuts(Kind::Sqlite).await;
}

/// Lesson 14 of other help desks: state and owner change together or not at all.
#[tokio::test]
async fn no_accepted_mail_is_lost_or_doubled_by_power_cuts_on_postgres() {
    power_cuts(Kind::Postgres).await;
}

async fn power_cuts(kind: Kind) {
    let mut desk = Desk::start(kind, Door::Lmtp).await;
    connected(&desk).await;
    let mut sent = Vec::new();
    for round in 0..ROUNDS {
        let mails: Vec<Mail> =
            (0..MAILS_A_ROUND).map(|mail| Mail::new(&format!("cut-{round}-{mail}"))).collect();
        let port = desk.wissel.lmtp;
        let deliveries: Vec<_> = mails
            .iter()
            .cloned()
            .map(|mail| {
                std::thread::spawn(move || {
                    swaks::try_to_deliver(&mail, &mail.from, port, Protocol::Lmtp).0
                })
            })
            .collect();
        // One round is cut before any mail is through, the next after the first, and so on: the others are on their way.
        eventually("enough mails are through", Duration::from_secs(10), async || {
            let through = deliveries.iter().filter(|delivery| delivery.is_finished()).count();
            (through >= round % MAILS_A_ROUND).then_some(())
        })
        .await;
        desk.wissel.kill();
        let accepted: Vec<bool> =
            deliveries.into_iter().map(|delivery| delivery.join().expect("swaks ran")).collect();
        desk.wissel.start_again().await;
        // A sender whose mail was not accepted sends it again, and so does one who never heard that it was.
        for (mail, accepted) in mails.iter().zip(accepted) {
            if !accepted {
                desk.deliver(mail);
            }
        }
        sent.extend(mails);
    }
    let owners =
        eventually("every mail is a ticket with an owner", Duration::from_secs(30), async || {
            let rows = all(&desk, "open").await;
            let owned = rows.iter().filter(|row| row["owner"]["id"] == desk.agent_id).count();
            (owned >= sent.len()).then_some(rows)
        })
        .await;
    let mut tickets: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &owners {
        *tickets.entry(row["subject"].as_str().expect("a ticket has a subject")).or_default() += 1;
    }
    for mail in &sent {
        assert_eq!(tickets.get(mail.subject.as_str()), Some(&1), "{}", mail.subject);
    }
    // What the desk counts is what there is.
    let me = desk.agent.get("/me").await;
    assert_eq!(me["load"]["open"], sent.len(), "{me}");
    let (done, said) = desk.wissel.command(&["verify-decisions"], "");
    assert!(done, "{said}");
}

/// A whole view, page by page.
pub(super) async fn all(desk: &Desk, view: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = desk.agent.get(&format!("/tickets?view={view}&limit=20{cursor}")).await;
        rows.extend(page["items"].as_array().expect("items is a list").iter().cloned());
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return rows,
        }
    }
}
