//! There is no room left, or nothing can be written where attachments lie.

use std::fs;
use std::path::{Path, PathBuf};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::seen::{BACK, deliver, mine, part, readiness, try_to_deliver, until_part};
use crate::parts::database::Kind;
use crate::parts::desk::Desk;
use crate::parts::eventually::eventually;
use crate::parts::ground::Ground;
use crate::parts::mail::Mail;
use crate::parts::plan::{Door, Plan};
use crate::stories::main_job::connected;

#[tokio::test]
async fn a_full_disk_keeps_mail_outside_and_pages_readable_until_there_is_room() {
    let Some(desk) = desk_on("data").await else { return };
    let disk = desk.wissel.disk.as_ref().expect("it has one");
    deliver(&desk, "before");
    mine(&desk, 1).await;

    disk.fill();
    let (accepted, said) = try_to_deliver(&desk, "meanwhile");
    assert!(!accepted && said.contains("** 452"), "told that there is no room: {said}");
    desk.deliver(&Mail::new("fetched"));
    let state = until_part(&desk, "receiving", "down").await;
    until_part(&desk, "disk", "down").await;
    until_part(&desk, "blobs", "down").await;
    let receiving = part(&state, "receiving")["detail"].to_string();
    assert!(receiving.contains("no room left"), "{receiving}");
    // Reading goes on, and who wants to store something is told why not.
    assert_eq!(mine(&desk, 1).await, ["About before"]);
    readiness(&desk, StatusCode::OK).await;
    let (status, problem) = upload(&desk).await;
    assert_eq!(status, StatusCode::INSUFFICIENT_STORAGE, "{problem}");
    assert_eq!(problem["code"], "no_room", "{problem}");
    let seen = desk.agent.get("/health").await;
    assert_eq!(seen["state"], "degraded", "{seen}");
    assert!(part(&seen["parts"], "disk")["sentence"].is_string(), "{seen}");
    assert!(part(&seen["parts"], "disk")["detail"].is_null(), "an agent can do nothing: {seen}");
    assert!(part(&desk.admin.get("/health").await["parts"], "disk")["detail"].is_string());

    disk.empty();
    eventually("mail is accepted again", BACK, async || {
        try_to_deliver(&desk, "meanwhile").0.then_some(())
    })
    .await;
    assert_eq!(mine(&desk, 3).await, ["About before", "About fetched", "About meanwhile"]);
    for name in ["disk", "blobs", "receiving"] {
        until_part(&desk, name, "ok").await;
    }
    assert!(upload(&desk).await.0.is_success());
    every_blob_is_whole(&desk);
    let (done, said) = desk.wissel.command(&["verify-decisions"], "");
    assert!(done, "{said}");
}

#[tokio::test]
async fn attachments_that_cannot_be_written_keep_mail_outside_until_they_can() {
    let Some(desk) = desk_on("data/blobs").await else { return };
    let disk = desk.wissel.disk.as_ref().expect("it has one");
    deliver(&desk, "before");
    mine(&desk, 1).await;

    disk.read_only(true);
    keeps_mail_outside(&desk).await;
    disk.read_only(false);
    mail_is_taken_again(&desk).await;
}

#[tokio::test]
async fn attachments_that_are_gone_keep_mail_outside_until_they_are_back() {
    let desk = Desk::start(Kind::Sqlite, Door::Lmtp).await;
    connected(&desk).await;
    deliver(&desk, "before");
    mine(&desk, 1).await;

    let (blobs, elsewhere) = (blobs(&desk), desk.wissel.data().join("elsewhere"));
    fs::rename(&blobs, &elsewhere).expect("the folder is ours");
    keeps_mail_outside(&desk).await;
    fs::rename(&elsewhere, &blobs).expect("the folder is ours");
    mail_is_taken_again(&desk).await;
}

async fn keeps_mail_outside(desk: &Desk) {
    let (accepted, said) = try_to_deliver(desk, "meanwhile");
    assert!(!accepted && said.contains("** 451"), "told to come back: {said}");
    let state = until_part(desk, "blobs", "down").await;
    assert_eq!(part(&state, "database")["state"], "ok", "{state}");
    // What needs no file is done.
    let number = desk.agent.get("/tickets?view=mine").await["items"][0]["number"].clone();
    desk.agent.post(&format!("/tickets/{number}/comments"), json!({"text": "Later."})).await;
    let (status, problem) = upload(desk).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{problem}");
}

async fn mail_is_taken_again(desk: &Desk) {
    eventually("mail is accepted again", BACK, async || {
        try_to_deliver(desk, "meanwhile").0.then_some(())
    })
    .await;
    assert_eq!(mine(desk, 2).await, ["About before", "About meanwhile"]);
    until_part(desk, "blobs", "ok").await;
    assert!(upload(desk).await.0.is_success());
    every_blob_is_whole(desk);
}

/// The usual desk with a small disk at this place, if this machine lets us.
async fn desk_on(disk: &'static str) -> Option<Desk> {
    let usual = Plan::new(Kind::Sqlite, Door::Imap).await;
    let ground = Ground { disk: Some(disk), ..Ground::default() };
    let desk = Desk::start_as(Plan { ground, ..usual }).await;
    desk.wissel.disk.as_ref()?;
    connected(&desk).await;
    Some(desk)
}

async fn upload(desk: &Desk) -> (StatusCode, Value) {
    let body = json!({"padding": "x".repeat(100_000)});
    desk.agent.try_to(Method::POST, "/attachments?name=file.json", Some(body)).await
}

fn blobs(desk: &Desk) -> PathBuf {
    desk.wissel.data().join("blobs")
}

/// Nothing lies there but whole files under the hash of their content.
fn every_blob_is_whole(desk: &Desk) {
    let mut whole = 0;
    let mut folders = vec![blobs(desk)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("it is there").flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else if entry.file_name() != ".attachments" {
                is_whole(&entry.path());
                whole += 1;
            }
        }
    }
    assert!(whole >= 2, "only {whole} blobs");
}

fn is_whole(file: &Path) {
    let content = fs::read(file).expect("it is there");
    let hash: String = Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
    let name = file.file_name().and_then(|name| name.to_str());
    assert_eq!(name, Some(hash.as_str()), "half a blob: {} bytes", content.len());
}
