//! The file: whose it is, how it is closed, how it is copied.

use super::*;
use crate::db::{Db, Dialect, Target};
use crate::scratch::Scratch;
use wissel_model::Error;

fn path(scratch: &Scratch) -> std::path::PathBuf {
    match &scratch.target {
        Target::Sqlite(path) => path.clone(),
        Target::Postgres(_) => unreachable!("asked for a file"),
    }
}

#[tokio::test]
async fn a_second_server_on_the_same_file_is_refused() {
    let scratch = Scratch::new(Dialect::Sqlite).await;
    let db = scratch.with(NOTES).await;
    let second = Db::open(&scratch.target).await.err();
    assert!(matches!(second, Some(Error::Refused { code: "database.in_use", .. })));
    db.close().await;
    scratch.open().await.close().await;
    scratch.remove().await;
}

#[tokio::test]
async fn a_command_may_write_beside_the_server() {
    let scratch = Scratch::new(Dialect::Sqlite).await;
    let db = scratch.with(NOTES).await;
    let beside = Db::open_shared(&scratch.target).await.unwrap();
    beside.write(|tx| add(tx, "by hand")).await.unwrap();
    db.write(|tx| add(tx, "by the server")).await.unwrap();
    assert_eq!(beside.read(count).await, Ok(2));
    beside.close().await;
    assert_eq!(db.read(count).await, Ok(2));
    db.close().await;
    scratch.remove().await;
}

#[tokio::test]
async fn closing_folds_the_log_into_the_file() {
    let scratch = Scratch::new(Dialect::Sqlite).await;
    let db = scratch.with(NOTES).await;
    db.write(|tx| add(tx, "kept")).await.unwrap();
    db.close().await;
    let log = path(&scratch).with_extension("db-wal");
    assert!(std::fs::metadata(log).map_or(0, |log| log.len()) == 0);
    let db = scratch.open().await;
    assert_eq!(db.read(count).await, Ok(1));
    db.close().await;
    scratch.remove().await;
}

#[tokio::test]
async fn dropping_every_clone_lets_go_of_the_file() {
    let scratch = Scratch::new(Dialect::Sqlite).await;
    drop(scratch.with(NOTES).await);
    // The threads end by themselves, so the next opener may be told "in use" for a moment.
    let db = loop {
        match Db::open(&scratch.target).await {
            Ok(db) => break db,
            Err(_) => tokio::task::yield_now().await,
        }
    };
    db.close().await;
    scratch.remove().await;
}

#[tokio::test]
async fn a_backup_is_a_database_of_its_own() {
    let scratch = Scratch::new(Dialect::Sqlite).await;
    let db = scratch.with(NOTES).await;
    db.write(|tx| add(tx, "kept")).await.unwrap();
    let copy = path(&scratch).with_file_name("copy.db");
    db.backup_to(&copy).await.unwrap();
    db.write(|tx| add(tx, "later")).await.unwrap();
    assert_eq!(db.backup_to(&copy).await, Err(Error::refused("backup.exists")));
    let copied = Db::open(&Target::Sqlite(copy)).await.unwrap();
    assert_eq!(copied.read(count).await, Ok(1));
    copied.close().await;
    db.close().await;
    scratch.remove().await;
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_told() {
    let nowhere = Target::parse("/nowhere/at/all/desk.db").unwrap();
    assert!(
        matches!(Db::open(&nowhere).await.err(), Some(Error::Unavailable(told)) if told.contains("/nowhere"))
    );
}
