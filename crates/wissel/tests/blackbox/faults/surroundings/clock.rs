//! The clock is turned an hour, either way, while the server runs.

use std::time::Duration;

use serde_json::json;

use super::seen::{BACK, deliver, mine, part, until_part};
use crate::parts::clock::TurnedClock;
use crate::parts::database::{Database, Kind};
use crate::parts::desk::Desk;
use crate::parts::eventually::eventually;
use crate::parts::ground::Ground;
use crate::parts::mail::Mail;
use crate::parts::plan::{Door, Plan};
use crate::parts::swaks::{self, Protocol};
use crate::stories::main_job::connected;

const HOUR: i64 = 3_600;
/// What is promised within two seconds keeps some patience for a busy machine.
const SOON: Duration = Duration::from_secs(10);

#[tokio::test]
async fn a_clock_turned_an_hour_either_way_stops_nothing_on_sqlite() {
    turned_either_way(Kind::Sqlite).await;
}

#[tokio::test]
async fn a_clock_turned_an_hour_either_way_stops_nothing_on_postgres() {
    turned_either_way(Kind::Postgres).await;
}

async fn turned_either_way(kind: Kind) {
    let desk = desk_with_a_clock(kind).await;
    let mut live = desk.agent.live().await;
    for (times, offset) in [0, HOUR, 0, -HOUR, HOUR].into_iter().enumerate() {
        clock(&desk).turn(offset);
        let name = format!("turned-{times}");
        // By both doors: handed over, and fetched from the mailbox.
        deliver(&desk, &name);
        live.next("ticket.assigned", SOON).await;
        desk.deliver(&Mail::new(&format!("fetched-{times}")));
        live.next("ticket.assigned", SOON).await;
        mine(&desk, 2 * (times + 1)).await;
        let list = desk.agent.get("/tickets?view=mine").await;
        let number = list["items"][0]["number"].clone();
        let text = format!("It is about {name}.");
        desk.agent.post(&format!("/tickets/{number}/replies"), json!({ "text": text })).await;
        desk.sink.mail("jo@customer.test", &text).await;
    }
    if kind == Kind::Postgres {
        // The database has a clock of its own, so it is known which one is wrong.
        let state = until_part(&desk, "clock", "degraded").await;
        assert!(part(&state, "clock")["sentence"].is_string(), "{state}");
        clock(&desk).turn(0);
        until_part(&desk, "clock", "ok").await;
    }
}

#[tokio::test]
async fn a_node_whose_clock_was_an_hour_ahead_leaves_no_work_behind_for_an_hour() {
    let mut desk = desk_with_a_clock(Kind::Postgres).await;
    clock(&desk).turn(HOUR);
    deliver(&desk, "ahead");
    mine(&desk, 1).await;
    // What it holds, it holds until an hour from now.
    eventually("the router holds on by the turned clock", BACK, async || {
        desk.wissel.said().contains("the clock was turned").then_some(())
    })
    .await;
    desk.wissel.kill();
    clock(&desk).turn(0);
    let other = desk.wissel.beside().await;
    swaks::deliver(&Mail::new("after"), other.lmtp, Protocol::Lmtp);
    desk.agent = crate::parts::api::Api::sign_in(&other.url, "maud@acme.test").await;
    assert_eq!(mine(&desk, 2).await, ["About after", "About ahead"]);
}

async fn desk_with_a_clock(kind: Kind) -> Desk {
    let usual = Plan::new(Kind::Sqlite, Door::Imap).await;
    let ground = Ground { clock: Some(TurnedClock::new()), ..Ground::default() };
    let database = Database::create(kind).await;
    let desk = Desk::start_as(Plan { database, ground, ..usual }).await;
    connected(&desk).await;
    desk
}

fn clock(desk: &Desk) -> &TurnedClock {
    desk.wissel.start.ground.clock.as_ref().expect("it has one")
}
