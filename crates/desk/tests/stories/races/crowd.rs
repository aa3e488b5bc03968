//! Many routers, many tickets, and people who assign, close, come, go and change what others may hold, all at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::Instant;
use wissel_desk::Desk;
use wissel_desk::people::{AvailabilityChange, UserChange};
use wissel_desk::random::{Random, SeededRandom};
use wissel_desk::tickets::Assign;
use wissel_desk::view::Capacity;
use wissel_model::{Error, Presence, Result, TicketId, Who};
use wissel_routing::{Rule, WhenNobody};
use wissel_store::Db;
use wissel_store::db::Dialect;
use wissel_store::scratch::{Scratch, dialects};

use super::witness;
use crate::world::{World, to};

const WORKERS: u64 = 16;
const PEOPLE: usize = 12;
const CAP: i64 = 3;
const LOOK: Duration = Duration::from_millis(50);
/// What each of four hands does while the routers work.
const DEEDS: usize = 60;

/// Lesson 6: cap three, three servers, four chats elsewhere.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixteen_workers_on_one_two_and_three_servers_break_no_cap_and_overrule_nobody() {
    let tickets = std::env::var("WISSEL_TEST_TICKETS").map_or(1_000, |n| n.parse().unwrap());
    for dialect in dialects() {
        let most = if dialect == Dialect::Sqlite { 1 } else { 3 };
        for servers in 1..=most {
            if dialect == Dialect::Postgres && servers == 1 {
                continue;
            }
            let begin = Instant::now();
            race(dialect, servers, tickets / most).await;
            eprintln!("{dialect:?}, {servers} servers: {:?}", begin.elapsed());
        }
    }
}

async fn race(dialect: Dialect, servers: usize, tickets: usize) {
    let scratch = Scratch::new(dialect).await;
    let db = scratch.migrated().await;
    let world = World::new(db.clone()).await;
    witness::watch(&db).await;
    let mut people = Vec::new();
    for n in 0..PEOPLE {
        let who = world.agent(&format!("Agent{n}")).await;
        world.capacity(&who, CAP).await;
        people.push(who);
    }
    let named: Vec<&Who> = people.iter().collect();
    world.rule(Rule { when_nobody: WhenNobody::WaitInLine, ..to(&named, &[]) }).await;
    let ids = arrive(&world, 0, tickets).await;

    // A server is a process with connections of its own; SQLite has but one.
    let mut nodes = vec![db.clone()];
    for _ in 1..servers {
        nodes.push(Db::open(&scratch.target).await.unwrap());
    }
    let over = Arc::new(AtomicBool::new(false));
    let routers = (0..WORKERS).map(|n| {
        let desk = world.node(&nodes[n as usize % nodes.len()], 100 + n);
        tokio::spawn(keep_routing(desk, Arc::clone(&over)))
    });
    let routers: Vec<_> = routers.collect();
    let hands = (0..4).map(|n| {
        let desk = world.node(&nodes[n as usize % nodes.len()], 200 + n);
        tokio::spawn(meddle(desk, world.clone(), people.clone(), ids.clone(), n))
    });
    for hand in join_all(hands).await {
        hand.unwrap();
    }
    over.store(true, Ordering::SeqCst);
    for router in join_all(routers).await {
        router.unwrap();
    }
    assert_eq!(witness::seen(&db).await, Vec::<String>::new());

    // Everybody is back and may hold anything: what still waits, and comes now, goes to those who hold least.
    arrive(&world, 1_000_000, PEOPLE * 8).await;
    for who in &people {
        world.available(who).await;
        let capacity = Some(Capacity::default());
        world.change(who, UserChange { capacity, ..UserChange::default() }).await;
    }
    let desks: Vec<_> =
        (0..WORKERS).map(|n| world.node(&nodes[n as usize % nodes.len()], 300 + n)).collect();
    while world.desk.router_health(&world.admin).await.unwrap().waiting > 0 {
        for routed in join_all(desks.iter().map(Desk::route_now)).await {
            assert!(routed.as_ref().err().is_none_or(not_now), "{routed:?}");
        }
    }
    let loads = world.loads(&named).await;
    let (least, most) = (loads.iter().min().unwrap(), loads.iter().max().unwrap());
    assert!(most - least <= 1, "{loads:?}");
    assert_eq!(witness::seen(&db).await, Vec::<String>::new());
    assert_eq!(world.desk.verify_decisions().await.unwrap().wrong, Vec::<String>::new());
    for node in nodes {
        node.close().await;
    }
    scratch.remove().await;
}

async fn arrive(world: &World, first: usize, tickets: usize) -> Vec<TicketId> {
    let mut ids = Vec::new();
    for group in (first..first + tickets).collect::<Vec<_>>().chunks(50) {
        let subjects: Vec<_> =
            group.iter().map(|n| (format!("c{n}@x.test"), format!("mail {n}"))).collect();
        ids.extend(
            join_all(subjects.iter().map(|(from, subject)| world.unrouted(from, subject))).await,
        );
    }
    ids
}

/// The router's loop without its lease: looks when the log moves, and now and then.
async fn keep_routing(desk: Desk, over: Arc<AtomicBool>) {
    let mut changed = desk.changed();
    while !over.load(Ordering::SeqCst) {
        changed.borrow_and_update();
        match desk.route_now().await {
            // The router's loop comes back then.
            Err(error) if !not_now(&error) => panic!("{error}"),
            _ => {}
        }
        let _ = tokio::time::timeout(LOOK, changed.changed()).await;
    }
}

/// A machine that has more to do than it can says so, and is asked again.
fn not_now(error: &Error) -> bool {
    matches!(error, Error::Retry(_) | Error::Unavailable(_))
}

/// A person at a page: assigns, closes, is away, is back, and changes what others may hold.
async fn meddle(desk: Desk, world: World, people: Vec<Who>, ids: Vec<TicketId>, n: u64) {
    let random = SeededRandom::new(n);
    let below = |most: usize| {
        let mut bytes = [0; 8];
        random.fill(&mut bytes);
        u64::from_le_bytes(bytes) as usize % most
    };
    for _ in 0..DEEDS {
        let (who, id) = (&people[below(people.len())], ids[below(ids.len())]);
        let done: Result<()> = match below(8) {
            0 => {
                let to = Assign { user: Some(who.user), ..Assign::default() };
                desk.assign(&world.admin, id, to, None).await.map(drop)
            }
            1 => desk
                .assign(&world.admin, id, Assign { nobody: true, ..Assign::default() }, None)
                .await
                .map(drop),
            2 | 3 => {
                let mine = desk.tickets(who, "mine", Default::default()).await;
                let closed =
                    serde_json::from_value(serde_json::json!({ "status": "closed" })).unwrap();
                match mine.map(|page| page.items.first().map(|row| row.number)) {
                    Ok(Some(id)) => desk.change_ticket(who, id, closed, None).await.map(drop),
                    Ok(None) => Ok(()),
                    Err(error) => Err(error),
                }
            }
            4 | 5 => {
                let state = if below(3) == 0 { Presence::Away } else { Presence::Available };
                let change = AvailabilityChange { state, reason: None, until: None };
                desk.set_availability(who, who.user, change).await.map(drop)
            }
            _ => {
                let capacity =
                    Some(Capacity { all: Some(2 + below(3) as i64), ..Capacity::default() });
                let change = UserChange { capacity, ..UserChange::default() };
                desk.change_user(&world.admin, who.user, change).await.map(drop)
            }
        };
        assert!(done.as_ref().err().is_none_or(not_now), "{done:?}");
    }
}
