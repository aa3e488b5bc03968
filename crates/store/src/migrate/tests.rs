//! A database gets every script once, in order, and is not touched by a program that does not know it.

use super::*;
use crate::db::schema::describe;
use crate::scratch::{Scratch, dialects};
use futures_util::future::join_all;

const FIRST: Migration = Migration {
    version: 1,
    name: "first",
    text: "CREATE TABLE a (id {id}, b {bool} NOT NULL DEFAULT {false}, t {text} NOT NULL DEFAULT '{}; --') {strict};
        --! sqlite
        CREATE TABLE search (here {text}) {strict};
        --! postgres
        CREATE TABLE search (there {text});
        --! both
        CREATE INDEX a_b ON a (b); INSERT INTO a (b) VALUES ({true});",
};
const SECOND: Migration =
    Migration { version: 2, name: "second", text: "CREATE TABLE b (x {blob}, n {txid}) {strict};" };
const BROKEN: Migration = Migration {
    version: 2,
    name: "broken",
    text: "CREATE TABLE b (x {int}) {strict}; SELECT nonsense;",
};

async fn on_each<Fut: Future<Output = Scratch>>(body: impl Fn(Scratch) -> Fut) {
    for dialect in dialects() {
        body(Scratch::new(dialect).await).await.remove().await;
    }
}

async fn tables(db: &Db) -> Vec<String> {
    let mut tables: Vec<String> =
        describe(db).await.unwrap().into_iter().map(|column| column.table).collect();
    tables.dedup();
    tables
}

#[tokio::test]
async fn each_script_runs_once_and_in_order() {
    on_each(|scratch| async move {
        let db = scratch.open().await;
        let first = apply(&db, 1, &[FIRST]).await;
        assert_eq!(first, Ok(Applied { now: vec![1], version: 1 }));
        assert_eq!(apply(&db, 2, &[FIRST, SECOND]).await, Ok(Applied { now: vec![2], version: 2 }));
        assert_eq!(apply(&db, 3, &[FIRST, SECOND]).await, Ok(Applied { now: vec![], version: 2 }));
        assert_eq!(tables(&db).await, ["a", "b", "schema_version", "search"]);
        db.close().await;
        scratch
    })
    .await;
}

#[tokio::test]
async fn a_part_for_one_database_runs_there_only() {
    on_each(|scratch| async move {
        let db = scratch.open().await;
        apply(&db, 1, &[FIRST]).await.unwrap();
        let search: Vec<String> = describe(&db)
            .await
            .unwrap()
            .into_iter()
            .filter(|column| column.table == "search")
            .map(|column| column.name)
            .collect();
        let wanted = match db.kind() {
            Dialect::Sqlite => "here",
            Dialect::Postgres => "there",
        };
        assert_eq!(search, [wanted]);
        db.close().await;
        scratch
    })
    .await;
}

#[tokio::test]
async fn nodes_that_start_at_once_do_not_trip_over_each_other() {
    on_each(|scratch| async move {
        let db = scratch.open().await;
        let nodes = (0..6).map(|_| {
            let db = db.clone();
            tokio::spawn(async move { apply(&db, 1, &[FIRST, SECOND]).await })
        });
        let mut done: Vec<i64> = Vec::new();
        for node in join_all(nodes).await {
            done.extend(node.unwrap().unwrap().now);
        }
        done.sort_unstable();
        assert_eq!(done, [1, 2]);
        db.close().await;
        scratch
    })
    .await;
}

#[tokio::test]
async fn a_script_that_fails_leaves_nothing_of_itself() {
    on_each(|scratch| async move {
        let db = scratch.open().await;
        assert!(matches!(apply(&db, 1, &[FIRST, BROKEN]).await, Err(Error::Internal(_))));
        assert_eq!(tables(&db).await, ["a", "schema_version", "search"]);
        assert_eq!(apply(&db, 1, &[FIRST, SECOND]).await, Ok(Applied { now: vec![2], version: 2 }));
        db.close().await;
        scratch
    })
    .await;
}

#[tokio::test]
async fn a_newer_database_is_refused() {
    on_each(|scratch| async move {
        let db = scratch.open().await;
        apply(&db, 1, &[FIRST, SECOND]).await.unwrap();
        assert_eq!(apply(&db, 2, &[FIRST]).await, Err(refused("database.newer", 2)));
        db.close().await;
        scratch
    })
    .await;
}

#[tokio::test]
async fn a_script_that_was_changed_after_it_ran_is_noticed() {
    const CHANGED: Migration = Migration { text: "CREATE TABLE a (id {id}) {strict};", ..FIRST };
    on_each(|scratch| async move {
        let db = scratch.open().await;
        apply(&db, 1, &[FIRST]).await.unwrap();
        assert_eq!(apply(&db, 2, &[CHANGED, SECOND]).await, Err(refused("database.altered", 1)));
        db.close().await;
        scratch
    })
    .await;
}

#[test]
fn our_own_scripts_count_from_one_without_gaps() {
    assert!(MIGRATIONS.iter().map(|migration| migration.version).eq(1..=MIGRATIONS.len() as i64));
}

/// What a backup leaves out, and a database that is simply started on holds.
const BUSY: &str = "
    INSERT INTO app_user (id, name, email, role, seat, access, language, time_zone, active, created_at)
        VALUES (3, 'Maud', 'maud@acme.test', 'agent', true, 'all', 'nl', 'UTC', true, 1);
    INSERT INTO session (token_hash, user_id, browser, address, created_at, last_seen_at, expires_at)
        VALUES ('x', 3, 'Browser', '::1', 1, 1, 2);
    INSERT INTO answered (user_id, key, request, status, body, at) VALUES (3, 'k', 'r', 201, '{}', 1);
    INSERT INTO lease (name, holder, until) VALUES ('router', 'h', 2);
    INSERT INTO job (kind, key, data, run_at, dead, lease_until, created_at)
        VALUES ('mail.send', '1', '{}', 1, false, 2, 1);";

/// The desk's own rows go the same way in the black box, in `faults/upgrade.rs`.
#[tokio::test]
async fn the_first_shape_is_brought_to_todays_with_what_running_servers_left_in_it() {
    on_each(|scratch| async move {
        let db = scratch.open().await;
        apply(&db, 1, &MIGRATIONS[..1]).await.unwrap();
        db.write(|tx| tx.script(BUSY)).await.unwrap();
        migrate(&db, 2).await.unwrap();
        let kept = crate::sessions::find(&db, "x", jiff::Timestamp::UNIX_EPOCH).await.unwrap();
        assert!(kept.is_some());
        db.close().await;
        scratch
    })
    .await;
}
