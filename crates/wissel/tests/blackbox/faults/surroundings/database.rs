//! PostgreSQL goes away in every way it can, and comes back.

use reqwest::{Method, StatusCode};
use serde_json::json;

use super::seen::{BACK, deliver, mine, part, readiness, try_to_deliver};
use crate::parts::cluster::Cluster;
use crate::parts::database::{Database, Kind};
use crate::parts::desk::Desk;
use crate::parts::eventually::eventually;
use crate::parts::mail::Mail;
use crate::parts::plan::{Door, Plan};
use crate::parts::swaks::{self, Protocol};
use crate::parts::wire::Wire;
use crate::stories::main_job::connected;

#[tokio::test]
async fn a_database_that_is_stopped_and_started_is_used_again_by_everything() {
    let mut cluster = Cluster::start().await;
    let desk = desk_on(cluster.database(), Door::Imap).await;
    let mut live = desk.agent.live().await;
    deliver(&desk, "before");
    assert_eq!(mine(&desk, 1).await, ["About before"]);

    cluster.crash();
    let (accepted, said) = try_to_deliver(&desk, "meanwhile");
    assert!(!accepted && !said.contains("<** 5"), "told to come back, not to give up: {said}");
    let state = readiness(&desk, StatusCode::SERVICE_UNAVAILABLE).await;
    assert_eq!(part(&state, "database")["state"], "down", "{state}");
    let (status, problem) = desk.agent.try_to(Method::GET, "/tickets?view=mine", None).await;
    assert_eq!((status.as_u16(), &problem["code"]), (503, &json!("unavailable")), "{problem}");
    // What lands in the mailbox meanwhile waits there.
    desk.deliver(&Mail::new("fetched"));

    cluster.start_again().await;
    eventually("mail is accepted again", BACK, async || {
        try_to_deliver(&desk, "meanwhile").0.then_some(())
    })
    .await;
    assert_eq!(mine(&desk, 3).await, ["About before", "About fetched", "About meanwhile"]);
    let state = readiness(&desk, StatusCode::OK).await;
    assert_eq!(part(&state, "database")["state"], "ok", "{state}");
    // The live stream was never left, and jobs are done again.
    for _ in 0..3 {
        live.next("ticket.assigned", BACK).await;
    }
    let number = desk.agent.get("/tickets?view=mine").await["items"][0]["number"].clone();
    desk.agent.post(&format!("/tickets/{number}/replies"), json!({"text": "All is well."})).await;
    desk.sink.mail("jo@customer.test", "All is well").await;
}

#[tokio::test]
async fn connections_ended_in_the_middle_of_commits_lose_and_double_nothing() {
    let cluster = Cluster::start().await;
    let desk = desk_on(cluster.database(), Door::Lmtp).await;
    let names: Vec<String> = (0..30).map(|mail| format!("ended-{mail}")).collect();
    let port = desk.wissel.lmtp;
    let deliveries: Vec<_> = names
        .iter()
        .map(|name| {
            let mail = Mail::new(name);
            std::thread::spawn(move || {
                // As a mail server does: again until it is taken.
                (0..50).any(|_| swaks::try_to_deliver(&mail, &mail.from, port, Protocol::Lmtp).0)
            })
        })
        .collect();
    let mut ended = 0;
    eventually("all are through", BACK, async || {
        ended += cluster.end_connections().await;
        deliveries.iter().all(|delivery| delivery.is_finished()).then_some(())
    })
    .await;
    assert!(ended > 10, "only {ended} connections were ended");
    assert!(deliveries.into_iter().all(|delivery| delivery.join().expect("swaks ran")));
    let mut expected: Vec<String> = names.iter().map(|name| format!("About {name}")).collect();
    expected.sort();
    assert_eq!(mine(&desk, names.len()).await, expected);
}

#[tokio::test]
async fn a_database_that_falls_silent_is_noticed_and_left_for_a_new_connection() {
    let cluster = Cluster::start().await;
    let wire = Wire::to(([127, 0, 0, 1], cluster.port).into());
    let url = format!("postgres://desk@127.0.0.1:{}/desk", wire.port);
    let desk = desk_on(Database::Postgres(url), Door::Lmtp).await;
    deliver(&desk, "before");
    mine(&desk, 1).await;

    wire.fall_silent();
    let state = readiness(&desk, StatusCode::SERVICE_UNAVAILABLE).await;
    assert_eq!(part(&state, "database")["state"], "down", "{state}");
    wire.mend();
    eventually("mail is accepted again", BACK, async || {
        try_to_deliver(&desk, "after").0.then_some(())
    })
    .await;
    assert_eq!(mine(&desk, 2).await, ["About after", "About before"]);
}

#[tokio::test]
async fn a_promoted_standby_has_everything_that_was_acknowledged() {
    let mut primary = Cluster::start().await;
    let standby = primary.standby().await;
    let desk = desk_on(primary.database_or(&standby), Door::Lmtp).await;
    let port = desk.wissel.lmtp;
    let deliveries: Vec<_> = (0..20)
        .map(|number| {
            let mail = Mail::new(&format!("promoted-{number:02}"));
            std::thread::spawn(move || {
                let taken = swaks::try_to_deliver(&mail, &mail.from, port, Protocol::Lmtp).0;
                (mail, taken)
            })
        })
        .collect();
    eventually("some are through", BACK, async || {
        (deliveries.iter().filter(|delivery| delivery.is_finished()).count() > 5).then_some(())
    })
    .await;
    primary.crash();
    standby.promote();
    let mut subjects = Vec::new();
    for delivery in deliveries {
        let (mail, taken) = delivery.join().expect("swaks ran");
        subjects.push(mail.subject.clone());
        if !taken {
            eventually("mail is accepted again", BACK, async || {
                swaks::try_to_deliver(&mail, &mail.from, port, Protocol::Lmtp).0.then_some(())
            })
            .await;
        }
    }
    assert_eq!(mine(&desk, subjects.len()).await, subjects);
}

#[tokio::test]
async fn a_desk_moved_by_pg_dump_to_a_server_with_lower_transaction_numbers_goes_on() {
    let (mut old, new) = (Cluster::start().await, Cluster::start().await);
    old.age().await;
    let mut desk = desk_on(old.database_or(&new), Door::Lmtp).await;
    deliver(&desk, "before");
    mine(&desk, 1).await;

    desk.wissel.kill();
    old.dump_to(&new);
    old.crash();
    desk.wissel.start_again().await;
    let mut live = desk.agent.live().await;
    deliver(&desk, "after");
    // Events of today come after those of the old house, though their transactions have lower numbers.
    live.next("ticket.assigned", BACK).await;
    assert_eq!(mine(&desk, 2).await, ["About after", "About before"]);
    assert_eq!(desk.wissel.audit(), Vec::<String>::new());
}

/// The usual desk on this database, with its channel at work.
async fn desk_on(database: Database, door: Door) -> Desk {
    let usual = Plan::new(Kind::Sqlite, door).await;
    let desk = Desk::start_as(Plan { database, ..usual }).await;
    connected(&desk).await;
    desk
}
