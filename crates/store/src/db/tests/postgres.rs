//! What only a server does: transactions side by side that meet, and connections that break.

use super::*;
use crate::db::{Db, Dialect, Target};
use crate::scratch::{Scratch, dialects};
use futures_util::future::join_all;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use wissel_model::Error;

sql! {
    /// Ends this very session, as a server that is stopped does.
    END_SESSION = "SELECT pg_terminate_backend(pg_backend_pid())";
    TOGETHER = "SELECT sum(length(body))::bigint FROM note";
}

const TWO: &str = "CREATE TABLE note (id {id}, body {text} NOT NULL) {strict};
    INSERT INTO note (body) VALUES ('a'), ('b');";

async fn server(script: &'static str) -> Option<(Scratch, Db)> {
    if !dialects().contains(&Dialect::Postgres) {
        return None;
    }
    let scratch = Scratch::new(Dialect::Postgres).await;
    let db = scratch.with(script).await;
    Some((scratch, db))
}

async fn done(scratch: Scratch, db: Db) {
    db.close().await;
    scratch.remove().await;
}

#[tokio::test]
async fn a_deadlock_is_resolved_by_running_one_again() {
    let Some((scratch, db)) = server(TWO).await else { return };
    let met = Arc::new(std::sync::Barrier::new(2));
    let runs = Arc::new(AtomicU32::new(0));
    let writers = [(1i64, 2i64), (2, 1)].map(|(first, second)| {
        let (db, met, runs) = (db.clone(), Arc::clone(&met), Arc::clone(&runs));
        let tries = AtomicU32::new(0);
        tokio::spawn(async move {
            db.write(move |tx| {
                runs.fetch_add(1, Ordering::SeqCst);
                tx.execute(&CHANGE, args![first, "x"])?;
                // Both hold one row before either wants the other's; the second time only one is left.
                if tries.fetch_add(1, Ordering::SeqCst) == 0 {
                    met.wait();
                }
                tx.execute(&CHANGE, args![second, "y"]).map(drop)
            })
            .await
        })
    });
    for writer in join_all(writers).await {
        writer.unwrap().unwrap();
    }
    assert_eq!(runs.load(Ordering::SeqCst), 3);
    done(scratch, db).await;
}

#[tokio::test]
async fn a_locked_row_is_waited_for() {
    let Some((scratch, db)) = server(TWO).await else { return };
    let writers = (0..20).map(|_| {
        let db = db.clone();
        tokio::spawn(async move {
            db.write(|tx| {
                let body: String = tx.one(&LOCKED, args![1i64], |row| row.get(0))?;
                tx.execute(&CHANGE, args![1i64, format!("{body}!")]).map(drop)
            })
            .await
        })
    });
    for writer in join_all(writers).await {
        writer.unwrap().unwrap();
    }
    let length = db.read(|tx| tx.one(&TOGETHER, args![], |row| row.get::<i64>(0))).await;
    assert_eq!(length, Ok(2 + 20));
    done(scratch, db).await;
}

#[tokio::test]
async fn a_connection_lost_before_the_commit_is_replaced_and_the_function_run_again() {
    let Some((scratch, db)) = server(TWO).await else { return };
    let tries = Arc::new(AtomicU32::new(0));
    let tried = Arc::clone(&tries);
    let answer = db
        .write(move |tx| {
            add(tx, "once")?;
            if tried.fetch_add(1, Ordering::SeqCst) == 0 {
                tx.all(&END_SESSION, args![], |_| Ok(()))?;
            }
            Ok(())
        })
        .await;
    assert_eq!(answer, Ok(()));
    assert_eq!(tries.load(Ordering::SeqCst), 2);
    assert_eq!(db.read(count).await, Ok(3));
    done(scratch, db).await;
}

#[tokio::test]
async fn one_that_keeps_losing_gives_up() {
    let Some((scratch, db)) = server(TWO).await else { return };
    let tries = Arc::new(AtomicU32::new(0));
    let tried = Arc::clone(&tries);
    let answer: Result<()> = db
        .write(move |_| {
            tried.fetch_add(1, Ordering::SeqCst);
            Err(Error::Retry("again".into()))
        })
        .await;
    assert_eq!(answer, Err(Error::Retry("again".into())));
    assert_eq!(tries.load(Ordering::SeqCst), 8);
    done(scratch, db).await;
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    // Port 1 of this machine: nobody listens there.
    let nobody = Target::parse("postgres://postgres@127.0.0.1:1/postgres").unwrap();
    assert!(matches!(Db::open(&nobody).await.err(), Some(Error::Unavailable(_))));
}

#[tokio::test]
async fn a_table_changed_under_a_prepared_statement_is_read_again() {
    sql! { EVERYTHING = "SELECT * FROM note ORDER BY id"; }
    let Some((scratch, db)) = server(TWO).await else { return };
    let bodies = |tx: &mut Tx<'_>| tx.all(&EVERYTHING, args![], |row| row.get::<String>(1));
    assert_eq!(db.read(bodies).await.unwrap(), ["a", "b"]);
    db.write(|tx| tx.script("ALTER TABLE note ADD COLUMN more TEXT")).await.unwrap();
    assert_eq!(db.read(bodies).await.unwrap(), ["a", "b"]);
    done(scratch, db).await;
}

#[tokio::test]
async fn a_backup_of_a_server_is_a_file_that_opens_as_a_desk() {
    sql! {
        SET = "INSERT INTO setting (key, value) VALUES ($1, $2)";
        SETTINGS = "SELECT key, value FROM setting ORDER BY key";
    }
    if !dialects().contains(&Dialect::Postgres) {
        return;
    }
    let (scratch, file) =
        (Scratch::new(Dialect::Postgres).await, Scratch::new(Dialect::Sqlite).await);
    let db = scratch.migrated().await;
    for n in 0..500 {
        db.write(move |tx| tx.execute(&SET, args![format!("key {n:03}"), "välue"])).await.unwrap();
    }
    let Target::Sqlite(path) = &file.target else { unreachable!("asked for a file") };
    db.backup_to(path).await.unwrap();
    let copy = file.migrated().await;
    let all = |tx: &mut Tx<'_>| {
        tx.all(&SETTINGS, args![], |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)))
    };
    assert_eq!(copy.read(all).await, db.read(all).await);
    assert_eq!(copy.read(all).await.unwrap().len(), 500);
    copy.close().await;
    file.remove().await;
    done(scratch, db).await;
}
