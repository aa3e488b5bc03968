//! Several servers on one PostgreSQL race for the same tickets.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::json;
use tokio::time::Instant;

use super::main_job::connected;
use super::power_cut::all;
use crate::parts::api::Api;
use crate::parts::database::Kind;
use crate::parts::desk::Desk;
use crate::parts::eventually::eventually;
use crate::parts::mail::Mail;
use crate::parts::plan::Door;
use crate::parts::swaks::{self, Protocol};

const MAILS: usize = 30;
const MOST: usize = 8;

/// Lessons 1, 5 and 6 of other help desks: one owner a ticket, and nobody above their most.
#[tokio::test]
async fn two_servers_assign_each_ticket_once_and_give_nobody_too_much() {
    let desk = Desk::start(Kind::Postgres, Door::Lmtp).await;
    connected(&desk).await;
    let other = desk.wissel.beside().await;
    let mut agents = vec![desk.agent_id];
    for name in ["joris", "ruben"] {
        agents.push(desk.add_agent(name, &format!("{name}@acme.test")).await.0);
    }
    for agent in &agents {
        let most = json!({"capacity": {"all": MOST}});
        let (status, answer) =
            desk.admin.try_to(reqwest::Method::PATCH, &format!("/users/{agent}"), Some(most)).await;
        assert!(status.is_success(), "{status} {answer}");
    }
    desk.set_rule(json!({"users": agents})).await;

    let ports = [desk.wissel.lmtp, other.lmtp];
    let deliveries: Vec<_> = (0..MAILS)
        .map(|mail| {
            let port = ports[mail % ports.len()];
            let mail = Mail::new(&format!("race-{mail}"));
            std::thread::spawn(move || swaks::deliver(&mail, port, Protocol::Lmtp))
        })
        .collect();
    deliveries.into_iter().for_each(|delivery| delivery.join().expect("it was taken"));

    let rows = eventually("all that fits is assigned", Duration::from_secs(30), async || {
        let rows = all(&desk, "open").await;
        let owned = rows.iter().filter(|row| !row["owner"].is_null()).count();
        (rows.len() == MAILS && owned >= MOST * agents.len()).then_some(rows)
    })
    .await;
    let mut loads: BTreeMap<i64, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row["owner"].is_null()) {
        *loads.entry(row["owner"]["id"].as_i64().expect("a user has an id")).or_default() += 1;
    }
    assert_eq!(loads, agents.iter().map(|agent| (*agent, MOST)).collect());

    // Everything that happened, as a browser that was away from the start would be told.
    for row in &rows {
        let number = &row["number"];
        let entries = desk.agent.get(&format!("/tickets/{number}/conversation")).await;
        let entries = entries["items"].as_array().expect("items is a list");
        let assigned = entries.iter().filter(|entry| entry["event"] == "ticket.assigned").count();
        assert_eq!(
            assigned,
            usize::from(!row["owner"].is_null()),
            "ticket {number} was assigned {assigned} times"
        );
    }
}

/// The promise. The holder's lease is four seconds.
const TAKEN_OVER: Duration = Duration::from_secs(5);

#[tokio::test]
async fn when_the_server_that_routes_is_killed_another_routes_within_five_seconds() {
    let desk = Desk::start(Kind::Postgres, Door::Lmtp).await;
    connected(&desk).await;
    let (mut holder, mut other) = (desk.wissel.beside().await, desk.wissel.beside().await);
    // The first of them all goes, so that one of two holds the lease; which one, it does not say.
    let mut first = desk.wissel;
    first.kill();
    for round in 0..4 {
        let maud = Api::sign_in(&other.url, "maud@acme.test").await;
        let mine = async || {
            let list = maud.get("/tickets?view=mine").await;
            list["items"].as_array().expect("items is a list").len()
        };
        eventually("all so far are routed", TAKEN_OVER, async || {
            (mine().await == round).then_some(())
        })
        .await;
        holder.kill();
        let killed = Instant::now();
        let mail = Mail::new(&format!("failover-{round}"));
        swaks::deliver(&mail, other.lmtp, Protocol::Lmtp);
        eventually("the mail is routed", TAKEN_OVER, async || {
            (mine().await == round + 1).then_some(())
        })
        .await;
        let took = killed.elapsed();
        eprintln!("routed {took:?} after the kill");
        assert!(took < TAKEN_OVER, "{took:?}");
        holder.start_again().await;
        std::mem::swap(&mut holder, &mut other);
    }
}
