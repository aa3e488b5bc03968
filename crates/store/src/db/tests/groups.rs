//! Many callers at once: one commit for those who wait together, and nobody undoes a neighbour.

use super::*;
use crate::db::{Db, Dialect};
use crate::scratch::{Scratch, each_with};
use futures_util::future::join_all;
use std::sync::Mutex;
use std::sync::mpsc::{Sender, channel};
use wissel_model::Error;

/// Keeps the writer busy until something is sent, so that whoever writes meanwhile is queued.
async fn hold(db: &Db) -> (Sender<()>, tokio::task::JoinHandle<Result<()>>) {
    let (go_on, wait) = channel();
    let (holding_in, mut holding) = tokio::sync::mpsc::unbounded_channel();
    let wait = Mutex::new(wait);
    let db = db.clone();
    let held = tokio::spawn(async move {
        db.write(move |tx| {
            add(tx, "first")?;
            // Run again by itself after a refused commit: then nothing is sent any more, and it need not wait.
            let _ = holding_in.send(());
            let _ = wait.lock().unwrap().recv();
            Ok(())
        })
        .await
    });
    holding.recv().await.unwrap();
    (go_on, held)
}

/// Queues 64 functions behind the one that holds the writer, then lets go.
async fn together(
    db: &Db,
    f: impl Fn(&mut Tx<'_>, usize) -> Result<()> + Send + Sync + Copy + 'static,
) -> Vec<Result<()>> {
    let (go_on, held) = hold(db).await;
    let mut queued: Vec<_> = (0..64).map(|n| Box::pin(db.write(move |tx| f(tx, n)))).collect();
    for write in &mut queued {
        // Polled once, it is in the queue.
        assert!(futures_util::poll!(write).is_pending());
    }
    drop(go_on);
    let answers = join_all(queued).await;
    held.await.unwrap().unwrap();
    answers
}

#[tokio::test]
async fn sqlite_commits_those_who_wait_together_at_once() {
    let scratch = Scratch::new(Dialect::Sqlite).await;
    let db = scratch.with(NOTES).await;
    let before = *db.changed().borrow();
    let answers = together(&db, |tx, n| {
        tx.notify();
        add(tx, &n.to_string())
    })
    .await;
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(db.read(count).await, Ok(65));
    assert_eq!(*db.changed().borrow(), before + 1, "one commit, one wake");
    db.close().await;
    scratch.remove().await;
}

#[tokio::test]
async fn a_failing_function_does_not_undo_its_neighbours() {
    let scratch = Scratch::new(Dialect::Sqlite).await;
    let db = scratch.with(NOTES).await;
    let answers = together(&db, |tx, n| {
        add(tx, &n.to_string())?;
        match n % 4 {
            0 => Err(Error::refused("no.thanks")),
            1 => panic!("a fault of ours"),
            _ => Ok(()),
        }
    })
    .await;
    for (n, answer) in answers.iter().enumerate() {
        assert_eq!(answer.is_ok(), n % 4 > 1, "{n}: {answer:?}");
    }
    assert_eq!(db.read(count).await, Ok(33));
    db.close().await;
    scratch.remove().await;
}

#[tokio::test]
async fn a_refused_commit_is_the_guilty_functions_alone() {
    const TABLES: &str = "CREATE TABLE note (id {id}, body {text} NOT NULL) {strict};
        CREATE TABLE reply (note {int} REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED) {strict};";
    sql! { REPLY = "INSERT INTO reply (note) VALUES ($1)"; }
    let scratch = Scratch::new(Dialect::Sqlite).await;
    let db = scratch.with(TABLES).await;
    let answers = together(&db, |tx, n| {
        add(tx, &n.to_string())?;
        if n == 7 { tx.execute(&REPLY, args![9_999i64]).map(drop) } else { Ok(()) }
    })
    .await;
    for (n, answer) in answers.into_iter().enumerate() {
        let wanted = if n == 7 { Err(Error::Constraint("foreign_key".into())) } else { Ok(()) };
        assert_eq!(answer, wanted, "{n}");
    }
    assert_eq!(db.read(count).await, Ok(64));
    db.close().await;
    scratch.remove().await;
}

#[tokio::test]
async fn sixty_four_callers_all_get_their_own_answer() {
    sql! { ADD_AND_TELL = "INSERT INTO note (body) VALUES ($1) RETURNING body"; }
    each_with(NOTES, |db| async move {
        let callers = (0..64).map(|caller| {
            let db = db.clone();
            tokio::spawn(async move {
                for n in 0..10 {
                    let body = format!("{caller}.{n}");
                    let wanted = body.clone();
                    let told = db.write(move |tx| {
                        tx.one(&ADD_AND_TELL, args![&body], |row| row.get::<String>(0))
                    });
                    assert_eq!(told.await, Ok(wanted));
                }
            })
        });
        for caller in join_all(callers).await {
            caller.unwrap();
        }
        assert_eq!(db.read(count).await, Ok(640));
    })
    .await;
}
