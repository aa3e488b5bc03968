//! A backup that is made while mails come in and people work, put back on either database.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;

use super::check::{self, Moment};
use super::ledger::{Ledger, Phase};
use super::{scene, settle, sink, storm, tail};
use crate::parts::api::Api;
use crate::parts::database::{Database, Kind};
use crate::parts::eventually::eventually;
use crate::parts::folder::Folder;
use crate::parts::port;
use crate::parts::wissel::{Start, Wissel};

const PATIENCE: Duration = Duration::from_secs(30);

pub(super) async fn copies(kind: Kind, seed: u64) {
    println!("seed {seed}");
    let database = Database::create(kind).await;
    let mut wissel = Wissel::start(Start { lmtp: true, ..Start::on(database) }).await;
    let ledger = Arc::new(Ledger::new(seed));
    ledger.born();
    let sink = port::free();
    let scene = scene::set_up(&wissel, sink).await;
    let mut crowd = storm::gather(&ledger, &wissel, &scene);
    let mut watchers = JoinSet::new();
    watchers.spawn(sink::serve(Arc::clone(&ledger), sink));
    watchers.spawn(tail::follow(Arc::clone(&ledger), scene.admin.clone()));

    eventually("there is something to lose", PATIENCE, async || {
        (ledger.write().told.len() > 600).then_some(())
    })
    .await;
    let promised = ledger.write().clone();
    let folder = Folder::new("copies");
    let copy = folder.file("copy");
    let copy = copy.to_str().expect("the temporary folder has a plain name");
    let (done, said) = settle::run(wissel.prepared(&["backup", copy])).await;
    assert!(done, "{said}");
    // Work went on meanwhile, and does so after.
    let then = ledger.write().told.len();
    eventually("work goes on", PATIENCE, async || (ledger.write().told.len() > then).then_some(()))
        .await;
    ledger.turn(Phase::Settle);
    crowd.shutdown().await;
    watchers.shutdown().await;
    wissel.kill();
    let promised = settle::known(promised, &ledger);
    println!("{} mails and {} posts before the copy", promised.mails.len(), promised.posts.len());

    for onto in [Kind::Sqlite, Kind::Postgres] {
        let restored = Wissel::restored(copy, Database::create(onto).await).await;
        assert_eq!(restored.audit(), Vec::<String>::new(), "from {kind:?} to {onto:?}");
        let books = settle::books(&restored, "restored").await;
        let wrong = check::everything(&books, &promised, Moment::InBetween);
        assert_eq!(wrong, Vec::<String>::new(), "from {kind:?} to {onto:?}");
        work(&restored, &books).await;
    }
}

/// The copy is a desk at which one can work.
async fn work(restored: &Wissel, books: &super::books::Books) {
    let ada = Api::sign_in(&restored.url, "ada@acme.test").await;
    let users = ada.get("/users?limit=100").await;
    for user in users["items"].as_array().expect("items is a list") {
        let path = format!("/users/{}", user["id"]);
        let change = serde_json::json!({"capacity": {"all": null}});
        ada.try_to(reqwest::Method::PATCH, &path, Some(change)).await;
        let state = serde_json::json!({"state": "available"});
        ada.try_to(reqwest::Method::PUT, &format!("{path}/availability"), Some(state)).await;
    }
    eventually("with room for everything nobody waits", PATIENCE, async || {
        (ada.get("/router").await["waiting"] == 0).then_some(())
    })
    .await;
    let open = books.rows("ticket").find(|ticket| ticket.int("closed_at").is_none());
    let number = open.expect("not everything is closed").id("id");
    let said = serde_json::json!({"text": "We moved house."});
    ada.post(&format!("/tickets/{number}/comments"), said).await;
    assert_eq!(restored.audit(), Vec::<String>::new());
}
