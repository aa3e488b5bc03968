//! All of a function's work is kept, or none of it.

use super::*;
use crate::db::{Fault, Faults, Lost};
use crate::scratch::each_with;
use std::sync::{Arc, Mutex};
use wissel_model::Error;

sql! {
    BROKEN = "SELECT nonsense FROM nowhere";
    RETURNING = "INSERT INTO note (body) VALUES ($1) RETURNING id";
}

#[tokio::test]
async fn a_function_that_fails_leaves_nothing() {
    each_with(NOTES, |db| async move {
        let refused: Result<()> = db
            .write(|tx| {
                add(tx, "gone")?;
                Err(Error::refused("no.thanks"))
            })
            .await;
        assert_eq!(refused, Err(Error::refused("no.thanks")));
        assert_eq!(db.read(count).await, Ok(0));
    })
    .await;
}

#[tokio::test]
async fn a_panic_is_an_error_and_the_next_transaction_works() {
    each_with(NOTES, |db| async move {
        let answer: Result<()> = db
            .write(|tx| {
                add(tx, "gone")?;
                panic!("a fault of ours")
            })
            .await;
        assert!(matches!(answer, Err(Error::Internal(told)) if told.contains("a fault of ours")));
        let read: Result<()> = db.read(|_| panic!("another")).await;
        assert!(matches!(read, Err(Error::Internal(_))));
        db.write(|tx| add(tx, "kept")).await.unwrap();
        assert_eq!(db.read(count).await, Ok(1));
    })
    .await;
}

#[tokio::test]
async fn a_swallowed_failure_is_not_committed() {
    each_with(NOTES, |db| async move {
        let answer = db
            .write(|tx| {
                add(tx, "gone")?;
                let _ = tx.all(&BROKEN, args![], |_| Ok(()));
                Ok(())
            })
            .await;
        assert!(matches!(answer, Err(Error::Internal(_))));
        assert_eq!(db.read(count).await, Ok(0));
    })
    .await;
}

#[tokio::test]
async fn nothing_can_be_done_after_a_failure() {
    each_with(NOTES, |db| async move {
        let answer = db
            .write(|tx| {
                let _ = tx.all(&BROKEN, args![], |_| Ok(()));
                add(tx, "after")
            })
            .await;
        assert!(matches!(answer, Err(Error::Internal(_))));
        assert_eq!(db.read(count).await, Ok(0));
    })
    .await;
}

#[tokio::test]
async fn a_batch_runs_in_order_and_counts_each() {
    each_with(NOTES, |db| async move {
        let (changed, bodies) = db
            .write(|tx| {
                let changed = tx.batch(&[
                    (&ADD, args!["a"]),
                    (&ADD, args!["b"]),
                    (&CHANGE, args![2i64, "B"]),
                    (&CHANGE, args![9i64, "none"]),
                ])?;
                Ok((changed, tx.all(&BODIES, args![], |row| row.get::<String>(0))?))
            })
            .await
            .unwrap();
        assert_eq!(changed, [1, 1, 1, 0]);
        assert_eq!(bodies, ["a", "B"]);
    })
    .await;
}

#[tokio::test]
async fn a_long_batch_keeps_its_order() {
    each_with(NOTES, |db| async move {
        let bodies: Vec<String> = (0..100).map(|n| format!("note {n}")).collect();
        let wanted = bodies.clone();
        let found = db
            .write(move |tx| {
                let values: Vec<_> = bodies.iter().map(|body| [body.into()]).collect();
                let all: Vec<_> = values.iter().map(|value| (&ADD, value.as_slice())).collect();
                tx.batch(&all)?;
                tx.all(&BODIES, args![], |row| row.get::<String>(0))
            })
            .await;
        assert_eq!(found, Ok(wanted));
    })
    .await;
}

#[tokio::test]
async fn one_that_finds_nothing_is_a_fault_and_first_is_not() {
    each_with(NOTES, |db| async move {
        let first = db.read(|tx| tx.first(&BODIES, args![], |row| row.get::<String>(0))).await;
        assert_eq!(first, Ok(None));
        let one = db.read(|tx| tx.one(&BODIES, args![], |row| row.get::<String>(0))).await;
        assert!(matches!(one, Err(Error::Internal(told)) if told.contains("BODIES")));
    })
    .await;
}

#[tokio::test]
async fn a_statement_that_returns_rows_cannot_be_executed() {
    each_with(NOTES, |db| async move {
        let executed = db.write(|tx| tx.execute(&RETURNING, args!["x"])).await;
        assert!(matches!(executed, Err(Error::Internal(_))), "{executed:?}");
        let asked = db.write(|tx| tx.one(&RETURNING, args!["x"], |row| row.get::<i64>(0))).await;
        assert!(asked.is_ok_and(|id| id > 0));
        assert_eq!(db.read(count).await, Ok(1));
    })
    .await;
}

#[tokio::test]
async fn preparing_names_what_a_database_refuses() {
    each_with(NOTES, |db| async move {
        assert_eq!(db.prepare_all(&[&ADD, &COUNT, &LOCKED]).await, Ok(()));
        let refused = db.prepare_all(&[&ADD, &BROKEN]).await;
        assert!(matches!(refused, Err(Error::Internal(told)) if told.contains("BROKEN") && !told.contains("ADD")));
        assert_eq!(db.read(count).await, Ok(0));
    })
    .await;
}

#[tokio::test]
async fn a_closed_database_is_unavailable() {
    each_with(NOTES, |db| async move {
        assert_eq!(db.ping().await, Ok(()));
        db.clone().close().await;
        assert!(matches!(db.ping().await, Err(Error::Unavailable(_))));
        assert!(matches!(db.write(count).await, Err(Error::Unavailable(_))));
    })
    .await;
}

/// Fails the first time a statement of this name comes by.
struct Once(&'static str, Mutex<Option<Fault>>);

impl Faults for Once {
    fn before(&self, statement: &'static str) -> Option<Fault> {
        (statement == self.0).then(|| self.1.lock().unwrap().take()).flatten()
    }
}

#[tokio::test]
async fn a_fault_between_two_statements_undoes_the_first() {
    each_with(NOTES, |db| async move {
        let two = |tx: &mut Tx<'_>| {
            add(tx, "one")?;
            count(tx)
        };
        let away = Error::Unavailable("pulled the plug".into());
        let broken =
            |fault| db.clone().with_faults(Arc::new(Once("COUNT", Mutex::new(Some(fault)))));
        assert_eq!(broken(Fault::Fails(away.clone())).write(two).await, Err(away));
        assert_eq!(db.read(count).await, Ok(0));
        let racing = broken(Fault::Fails(Error::Retry("lost a race".into())));
        assert_eq!(racing.write(two).await, Ok(1), "run again, and written once");
    })
    .await;
}

#[tokio::test]
async fn a_connection_that_is_cut_is_replaced_and_the_function_run_again() {
    each_with(NOTES, |db| async move {
        let two = |tx: &mut Tx<'_>| {
            add(tx, "one")?;
            count(tx)
        };
        let cut = db.clone().with_faults(Arc::new(Once("COUNT", Mutex::new(Some(Fault::Cut)))));
        assert_eq!(cut.write(two).await, Ok(1));
        let cut = db.clone().with_faults(Arc::new(Once("COUNT", Mutex::new(Some(Fault::Cut)))));
        assert_eq!(cut.read(count).await, Ok(1));
    })
    .await;
}

/// Loses the connection around the commit.
struct AtCommit(Lost);

impl Faults for AtCommit {
    fn before(&self, _: &'static str) -> Option<Fault> {
        None
    }

    fn commit(&self) -> Option<Lost> {
        Some(self.0)
    }
}

#[tokio::test]
async fn a_commit_whose_answer_is_lost_is_not_taken_for_one_that_failed_and_not_run_again() {
    each_with(NOTES, |db| async move {
        for (lost, written) in [(Lost::Before, 0), (Lost::After, 1)] {
            let broken = db.clone().with_faults(Arc::new(AtCommit(lost)));
            let answer = broken.write(|tx| add(tx, "once")).await;
            assert!(matches!(answer, Err(Error::Unsure(_))), "{lost:?}: {answer:?}");
            assert_eq!(db.read(count).await, Ok(written), "{lost:?}");
        }
    })
    .await;
}
