//! After the storm: what was begun is brought to its end, and then nothing may be left to do.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::books::Books;
use super::check::{self, Moment};
use super::dice::Dice;
use super::ledger::{Ledger, Post, Written};
use super::scene::Scene;
use crate::parts::eventually::{eventually, pass};
use crate::parts::wissel::Wissel;

/// Mails that were put off several times are tried again after minutes.
const SENT_LIMIT: Duration = Duration::from_secs(420);
const LIMIT: Duration = Duration::from_secs(90);
/// So many mails are looked for at the end.
const SEARCHES: usize = 60;
/// A predecessor's turn at routing ends by itself within four seconds.
const SERVED_LIMIT: Duration = Duration::from_secs(20);

/// Waits for everybody, and returns what the server's books then say.
pub(super) async fn settle(
    ledger: &Ledger,
    wissel: &Wissel,
    scene: &Scene,
    mut crowd: JoinSet<()>,
) -> Books {
    let all = async {
        while let Some(ended) = crowd.join_next().await {
            ended.expect("whoever takes part does not panic");
        }
    };
    assert!(timeout(LIMIT, all).await.is_ok(), "some are still not answered after {LIMIT:?}");
    eventually("nobody waits for whom somebody has room", SERVED_LIMIT, async || {
        (waiting(scene).await == 0 || !somebody_has_room(scene).await).then_some(())
    })
    .await;
    scene.open_up().await;
    served(scene).await;
    eventually("every reply that was answered went out", SENT_LIMIT, async || {
        let written = ledger.write();
        let sent: std::collections::HashSet<&str> =
            written.taken.values().flatten().map(|taken| taken.words.as_str()).collect();
        let mut replies = written.posts.values().filter(|posted| {
            posted.what == Post::Reply && matches!(posted.answered, Some(200..300))
        });
        replies.all(|reply| sent.contains(reply.words.as_str())).then_some(())
    })
    .await;
    let mut copy = 0;
    let books = eventually("no job is left", SENT_LIMIT, async || {
        // A job that was put off has minutes to go; a copy a second is enough to see it gone.
        pass(Duration::from_secs(if copy == 0 { 0 } else { 1 })).await;
        copy += 1;
        let books = books(wissel, &format!("settled-{copy}")).await;
        let left = books.rows("job").count();
        (left == 0).then_some(books)
    })
    .await;
    let last = books.rows("event").map(|event| event.id("seq")).max().unwrap_or(0);
    eventually("the stream told the last event", LIMIT, async || {
        let written = ledger.write();
        let told = written.told.iter().filter_map(|told| check::events::parts(&told.cursor));
        told.map(|(_, seq)| seq).max().filter(|seq| *seq >= last).map(drop)
    })
    .await;
    books
}

/// With room for everything the line becomes shorter until nobody waits, however long it is.
async fn served(scene: &Scene) {
    let mut before = waiting(scene).await;
    while before > 0 {
        before = eventually("the line becomes shorter", SERVED_LIMIT, async || {
            let now = waiting(scene).await;
            (now < before).then_some(now)
        })
        .await;
    }
}

async fn waiting(scene: &Scene) -> u64 {
    scene.admin.get("/router").await["waiting"].as_u64().expect("waiting is a number")
}

/// The full text follows the log on its own: after any number of kills it finds what is there.
pub(super) async fn found(ledger: &Ledger, scene: &Scene) -> Vec<String> {
    let mut dice = Dice::of(ledger.seed, "search", 0);
    let names: Vec<String> = ledger.write().mails.keys().cloned().collect();
    let mut wrong = Vec::new();
    for name in (0..SEARCHES).filter_map(|_| dice.pick(&names)) {
        let path = format!("/search?q=%22{name}%22");
        let what = format!("{name} is found by its name");
        let found = async || {
            let page = scene.admin.get(&path).await;
            let items = page["items"].as_array().expect("items is a list");
            (!items.is_empty()).then_some(())
        };
        if timeout(LIMIT, eventually(&what, 2 * LIMIT, found)).await.is_err() {
            wrong.push(format!("{name} is not found by its name within {LIMIT:?}"));
        }
    }
    wrong
}

async fn somebody_has_room(scene: &Scene) -> bool {
    let users = scene.admin.get("/users?limit=100").await;
    let room = |user: &Value| {
        let open = user["load"]["open"].as_i64().unwrap_or(0);
        let most = user["capacity"]["all"].as_i64();
        user["availability"]["state"] == "available" && most.is_none_or(|most| open < most)
    };
    let agents = users["items"].as_array().expect("items is a list").iter();
    let mut agents =
        agents.filter(|user| user["id"].as_i64().is_some_and(|id| scene.crew.agents.contains(&id)));
    agents.any(room)
}

/// What the API counts is what the books say.
pub(super) async fn counts(scene: &Scene, books: &Books) -> Vec<String> {
    let mut wrong = Vec::new();
    let open = books.rows("ticket").filter(|ticket| ticket.int("closed_at").is_none());
    let open: Vec<_> = open.collect();
    let unassigned = open.iter().filter(|ticket| ticket.owner().is_none()).count() as u64;
    let team = open.iter().filter(|ticket| ticket.int("team_id") == Some(scene.crew.team)).count();
    let truth = [
        ("open".to_owned(), open.len() as u64),
        ("unassigned".to_owned(), unassigned),
        (format!("team:{}", scene.crew.team), team as u64),
    ];
    let views = scene.admin.get("/views").await;
    let views = views["items"].as_array().expect("items is a list");
    for (key, count) in truth {
        let told = views.iter().find(|view| view["key"] == key.as_str()).map(|view| &view["count"]);
        if told.and_then(Value::as_u64) != Some(count) {
            wrong.push(format!("the view {key} says {told:?} and holds {count}"));
        }
    }
    let users = scene.admin.get("/users?limit=100").await;
    for user in users["items"].as_array().expect("items is a list") {
        let held = open.iter().filter(|ticket| ticket.int("owner_user") == user["id"].as_i64());
        let held = held.filter(|ticket| ticket.flag("counts")).count() as u64;
        if user["load"]["open"].as_u64() != Some(held) {
            wrong.push(format!("{} holds {held}, and the API says {}", user["name"], user["load"]));
        }
    }
    wrong
}

/// What the server knows now, by its own backup.
pub(super) async fn books(wissel: &Wissel, name: &str) -> Books {
    let file = wissel.file(&format!("{name}.backup"));
    let to = file.to_str().expect("the temporary folder has a plain name");
    let (done, said) = run(wissel.prepared(&["backup", to])).await;
    assert!(done, "the backup failed: {said}");
    let books = Books::read(&file);
    // The last one stays for whoever looks into a failure.
    let last: PathBuf = wissel.file("last.backup");
    std::fs::rename(file, last).expect("the folder is ours");
    books
}

/// Runs a command of the server to its end: whether it succeeded, and what it said.
pub(super) async fn run(command: Command) -> (bool, String) {
    let output = tokio::process::Command::from(command).output().await.expect("cargo built it");
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// What the doctor found wrong with the books. That the mail server is away now and then is no news.
pub(super) async fn doctor(command: Command) -> Vec<String> {
    let (_, said) = run(command).await;
    let books: Vec<&str> = said.lines().filter(|line| line.contains(" books: ")).collect();
    if books.is_empty() {
        return vec![format!("the doctor did not come to the books: {said}")];
    }
    let wrong = books.iter().filter(|line| !line.starts_with("ok"));
    wrong.map(|line| format!("the doctor says: {line}")).collect()
}

/// The books while work goes on.
pub(super) async fn in_between(ledger: &Ledger, wissel: &Wissel) -> Vec<String> {
    let promised = ledger.write().clone();
    let books = books(wissel, "between").await;
    check::everything(&books, &known(promised, ledger), Moment::InBetween)
}

/// What was promised then, and what is known now of what left the house.
pub(super) fn known(promised: Written, ledger: &Ledger) -> Written {
    let now = ledger.write();
    Written { taken: now.taken.clone(), lives: now.lives.clone(), ..promised }
}
