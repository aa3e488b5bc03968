//! The storm itself: a life of the server after another, and what is held against it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use super::check::{self, Moment};
use super::dice::Dice;
use super::ledger::{Ledger, Phase};
use super::people::Person;
use super::plan::Kill;
use super::scene::{self, Scene};
use super::{Size, letters, moments, settle, sink, summary, tail};
use crate::parts::database::{Database, Kind};
use crate::parts::eventually::pass;
use crate::parts::port;
use crate::parts::wissel::{Start, Wissel};

/// A moment that does not come is not waited for longer than this.
const PATIENCE: Duration = Duration::from_millis(2_500);
/// Mail servers that bring mail.
const SENDERS: u64 = 3;
/// Kills of a server that makes its database.
const UNBORN: u64 = 5;
/// The books are held against the ledger after so many kills.
const BETWEEN: u64 = 100;
const TOLD: u64 = 25;
/// The mail server outside is well again for the last kills: these, or half of them all.
const CALM: u64 = 120;

pub(super) async fn storm(kind: Kind, size: Size) {
    let database = Database::create(kind).await;
    let mut wissel = Wissel::planned(Start { lmtp: true, ..Start::on(database) });
    let place = wissel.keep(true).to_owned();
    println!(
        "kill -9 on {kind:?}, {} times, seed {}; data and log: {} (kept when it fails)",
        size.kills,
        size.seed,
        place.display()
    );
    let ledger = Arc::new(Ledger::new(size.seed));
    killed_before_it_was_born(&mut wissel, size.seed).await;
    ledger.born();
    wissel.start_again().await;
    let sink = port::free();
    let scene = scene::set_up(&wissel, sink).await;
    let crowd = gather(&ledger, &wissel, &scene);
    let mut watchers = JoinSet::new();
    watchers.spawn(sink::serve(Arc::clone(&ledger), sink));
    watchers.spawn(tail::follow(Arc::clone(&ledger), scene.admin.clone()));
    wissel.kill();
    ledger.killed();

    let begun = Instant::now();
    let kills = lives(&mut wissel, &ledger, kind, size, begun).await;
    ledger.turn(Phase::Settle);
    ledger.born();
    wissel.start_again().await;
    let mut wrong = std::mem::take(&mut ledger.write().wrong);
    report(&wrong, size, kind, &place);
    let books = settle::settle(&ledger, &wissel, &scene, crowd).await;
    watchers.shutdown().await;
    wrong.append(&mut ledger.write().wrong);
    wrong.extend(check::everything(&books, &ledger.write(), Moment::AtTheEnd));
    wrong.extend(settle::counts(&scene, &books).await);
    wrong.extend(settle::found(&ledger, &scene).await);
    wrong.extend(settle::doctor(wissel.prepared(&["doctor"])).await);
    let (verified, said) = settle::run(wissel.prepared(&["verify-decisions"])).await;
    wrong.extend((!verified).then_some(said));
    println!("{}", summary::summary(&ledger, &books, kills, begun.elapsed().as_secs()));
    report(&wrong, size, kind, &place);
    wissel.keep(false);
}

/// Fails when something is wrong, with all that it takes to look into it.
fn report(wrong: &[String], size: Size, kind: Kind, place: &Path) {
    let some: Vec<&str> = wrong.iter().take(40).map(String::as_str).collect();
    assert!(
        wrong.is_empty(),
        "{} things are wrong on {kind:?} with seed {}; data and log are in {}\n{}",
        wrong.len(),
        size.seed,
        place.display(),
        some.join("\n")
    );
}

/// Everybody who does something that is promised to be kept.
pub(super) fn gather(ledger: &Arc<Ledger>, wissel: &Wissel, scene: &Scene) -> JoinSet<()> {
    let mut crowd = JoinSet::new();
    for number in 0..SENDERS {
        crowd.spawn(letters::write(Arc::clone(ledger), wissel.lmtp, number));
    }
    let person =
        |api, number| Person { ledger: Arc::clone(ledger), crew: scene.crew.clone(), api, number };
    for (number, api) in (0..).zip(&scene.agents) {
        crowd.spawn(person(api.clone(), number).work());
    }
    crowd.spawn(person(scene.admin.clone(), 99).administer());
    crowd
}

/// Its first start on an empty database is broken off a few times.
async fn killed_before_it_was_born(wissel: &mut Wissel, seed: u64) {
    let mut dice = Dice::of(seed, "unborn", 0);
    for _ in 0..UNBORN {
        wissel.begin_again();
        pass(dice.millis(0, 250)).await;
        wissel.kill();
    }
}

/// All lives but the last. Returns how many there were.
async fn lives(
    wissel: &mut Wissel,
    ledger: &Ledger,
    kind: Kind,
    size: Size,
    begun: Instant,
) -> u64 {
    let mut doctors: JoinSet<Vec<String>> = JoinSet::new();
    for number in 0..size.kills {
        let over = begun.elapsed() > size.limit || !ledger.write().wrong.is_empty();
        if over {
            return number;
        }
        if size.kills - number <= CALM.min(size.kills / 2) {
            ledger.turn(Phase::Calm);
        }
        let kill = Kill::planned(size.seed, kind, number);
        let mut moments = ledger.moments.listen();
        let started = Instant::now();
        ledger.born();
        wissel.begin_again();
        if let Kill::WhileStarting(wait) = kill {
            pass(wait).await;
        } else {
            wissel.ready().await;
            ledger.started_within(started.elapsed());
            if number % BETWEEN == BETWEEN - 1 {
                for wrong in settle::in_between(ledger, wissel).await {
                    ledger.wrong(wrong);
                }
            }
            // The doctor works while others do, and may outlive the server.
            doctors.spawn(settle::doctor(wissel.prepared(&["doctor"])));
            ledger.count("audits");
            come(kill, &mut moments, wissel).await;
        }
        wissel.kill();
        ledger.killed();
        while let Some(found) = doctors.join_next().await {
            found.expect("a doctor does not panic").into_iter().for_each(|one| ledger.wrong(one));
        }
        if number % TOLD == TOLD - 1 {
            println!("{}", summary::progress(ledger, number + 1, begun.elapsed().as_secs()));
        }
    }
    size.kills
}

/// Returns when the time for this kill has come.
async fn come(kill: Kill, moments: &mut Receiver<moments::Moment>, wissel: &Wissel) {
    match kill {
        Kill::WhileStarting(wait) | Kill::After(wait) => pass(wait).await,
        Kill::At(wanted, nth, then) => {
            let wait = async {
                let mut left = nth;
                loop {
                    match moments.recv().await {
                        Ok(moment) if moment == wanted && left == 0 => return,
                        Ok(moment) => left -= usize::from(moment == wanted),
                        Err(RecvError::Lagged(_)) => {}
                        Err(RecvError::Closed) => return,
                    }
                }
            };
            if timeout(PATIENCE, wait).await.is_ok() && !then.is_zero() {
                pass(then).await;
            }
        }
        Kill::Checkpoint => {
            let file = wissel.file("data/desk.db");
            let before = changed(&file);
            let wait = async {
                while changed(&file) == before {
                    pass(Duration::from_millis(1)).await;
                }
            };
            // When the log is too short to be worth moving, there is none.
            let _ = timeout(PATIENCE, wait).await;
        }
    }
}

fn changed(file: &PathBuf) -> Option<SystemTime> {
    std::fs::metadata(file).and_then(|about| about.modified()).ok()
}
