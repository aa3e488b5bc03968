//! What is sent before anybody waits for it: statements whose effect nobody asks about, questions asked ahead.

use super::*;
use crate::db::{Db, Dialect, Value};
use crate::scratch::each_with;
use wissel_model::Error;

sql! {
    OF_BODY = "SELECT id FROM note WHERE body = $1";
    BODY = "SELECT body FROM note WHERE id = $1";
    ADD_EACH = "INSERT INTO note (body) SELECT {words} {rows words text}";
    BROKEN = "SELECT nonsense FROM nowhere";
    NEVER = "SELECT 1 / (SELECT 0)";
    OTHER = "SELECT body FROM note WHERE id > $1";
}

const UNIQUE: &str = "CREATE TABLE note (id {id}, body {text} NOT NULL UNIQUE) {strict};";

fn id_of(tx: &mut Tx<'_>, body: &str) -> Result<Option<i64>> {
    tx.first(&OF_BODY, args![body], |row| row.get(0))
}

fn rows(bodies: &[&str]) -> Vec<Vec<Value>> {
    bodies.iter().map(|body| args![*body].to_vec()).collect()
}

#[tokio::test]
async fn what_is_sent_is_done_in_order_and_kept() {
    each_with(NOTES, |db| async move {
        // More than fit into one flight.
        let written = db.write(|tx| {
            for n in 0..40 {
                tx.send(&ADD, args![format!("note {n}")])?;
            }
            tx.send_each(&ADD_EACH, rows(&["last but one", "last"]))?;
            let last = id_of(tx, "last")?;
            tx.send(&CHANGE, args![last, "changed"])?;
            count(tx)
        });
        assert_eq!(written.await, Ok(42));
        let kept =
            db.read(|tx| tx.all(&BODIES, args![], |row| row.get::<String>(0))).await.unwrap();
        assert_eq!(kept.len(), 42);
        assert_eq!(kept[39..], ["note 39", "last but one", "changed"]);
    })
    .await;
}

#[tokio::test]
async fn what_was_sent_and_failed_is_told_and_nothing_is_kept() {
    each_with(UNIQUE, |db| async move {
        // Told instead of the commit, or by whatever is asked next; also when that fails only because of it.
        for asks in [0, 1] {
            let refused = db.write(move |tx| {
                tx.send(&ADD, args!["gone"])?;
                tx.send(&ADD, args!["gone"])?;
                tx.send(&ADD, args!["behind it"])?;
                if asks > 0 { count(tx).map(drop) } else { Ok(()) }
            });
            assert!(matches!(refused.await, Err(Error::Constraint(_))), "asks {asks}");
            assert_eq!(db.read(count).await, Ok(0));
        }
        db.write(|tx| tx.send(&ADD, args!["kept"])).await.unwrap();
        assert_eq!(db.read(count).await, Ok(1));
    })
    .await;
}

#[tokio::test]
async fn a_value_that_cannot_be_stored_is_refused_before_anything_is_sent() {
    each_with(NOTES, |db| async move {
        for each in [false, true] {
            let refused = db.write(move |tx| {
                add(tx, "gone")?;
                if each {
                    tx.send_each(&ADD_EACH, rows(&["fine", "a\0b"]))
                } else {
                    tx.send(&ADD, args!["a\0b"])
                }
            });
            assert_eq!(refused.await, Err(Error::refused("text.nul")));
            assert_eq!(db.read(count).await, Ok(0));
        }
    })
    .await;
}

#[tokio::test]
async fn a_question_asked_ahead_is_answered_as_if_it_was_asked_in_its_place() {
    each_with(NOTES, |db| async move {
        db.write(|tx| tx.send_each(&ADD_EACH, rows(&["a", "b", "c"]))).await.unwrap();
        let read = db.read(|tx| {
            tx.ahead(|tx| {
                id_of(tx, "a")?;
                id_of(tx, "nobody")?;
                tx.all(&BODIES, args![], |row| row.get::<String>(0))?;
                // Only what it asks first is known to be asked: it finds nothing here.
                tx.one(&BODY, args![1], |row| row.get::<String>(0))
            });
            // Not in the order in which they were asked ahead, with others between, and one of them never.
            let all = tx.all(&BODIES, args![], |row| row.get::<String>(0))?;
            let other = id_of(tx, "c")?;
            Ok((all, other, id_of(tx, "a")?))
        });
        let bodies = ["a", "b", "c"].map(str::to_owned).to_vec();
        assert_eq!(read.await, Ok((bodies, Some(3), Some(1))));
    })
    .await;
}

#[tokio::test]
async fn answers_that_nobody_reads_hold_up_no_other() {
    each_with(NOTES, |db| async move {
        let long = "x".repeat(20_000);
        let rows: Vec<Vec<Value>> = (0..200).map(|_| args![long.as_str()].to_vec()).collect();
        db.write(move |tx| tx.send_each(&ADD_EACH, rows.clone())).await.unwrap();
        let asked = |tx: &mut Tx<'_>| {
            tx.ahead(|tx| {
                tx.all(&BODIES, args![], |row| row.get::<String>(0))?;
                count(tx)
            });
            // A statement that has to be prepared first, while four megabytes are on their way.
            tx.first(&BODY, args![5], |row| row.get::<String>(0))
        };
        assert_eq!(db.read(asked).await.unwrap().map(|body| body.len()), Some(20_000));
        assert_eq!(db.write(asked).await.unwrap().map(|body| body.len()), Some(20_000));
        assert_eq!(db.read(count).await, Ok(200));
    })
    .await;
}

#[tokio::test]
async fn a_question_that_goes_wrong_ahead_is_told_when_it_is_asked() {
    each_with(NOTES, |db: Db| async move {
        let answer: Result<()> = db
            .write(|tx| {
                add(tx, "gone")?;
                tx.ahead(|tx| tx.all(&BROKEN, args![], |_| Ok(())));
                tx.all(&BROKEN, args![], |_| Ok(())).map(drop)
            })
            .await;
        assert!(matches!(answer, Err(Error::Internal(_))), "{answer:?}");
        assert_eq!(db.read(count).await, Ok(0));
    })
    .await;
}

#[tokio::test]
async fn what_went_wrong_ahead_and_is_not_asked_again_is_not_taken_for_a_commit() {
    each_with(NOTES, |db| async move {
        for broken in [&BROKEN, &NEVER] {
            let asked = db.write(move |tx| {
                add(tx, "gone")?;
                tx.ahead(|tx| tx.all(broken, args![], |_| Ok(())));
                Ok(tx.dialect())
            });
            // SQLite was not asked.
            match asked.await {
                Ok(dialect) => assert_eq!(dialect, Dialect::Sqlite),
                Err(error) => {
                    assert!(matches!(error, Error::Internal(_)), "{error:?}");
                    assert_eq!(db.read(count).await, Ok(0));
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_sent_and_failed_is_told_though_a_question_ahead_heard_of_it_first() {
    each_with(UNIQUE, |db| async move {
        let refused = db.write(|tx| {
            tx.send(&ADD, args!["gone"])?;
            tx.send(&ADD, args!["gone"])?;
            // It has to be prepared, and so waits for the answers before it.
            tx.ahead(|tx| tx.all(&OTHER, args![1], |_| Ok(())));
            Ok(())
        });
        assert!(matches!(refused.await, Err(Error::Constraint(_))));
        assert_eq!(db.read(count).await, Ok(0));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_written_ahead() {
    each_with(NOTES, |db| async move {
        db.write(|tx| {
            tx.ahead(|tx| add(tx, "no"));
            tx.ahead(|tx| tx.send(&ADD, args!["no"]));
            let postgres = tx.dialect() == Dialect::Postgres;
            tx.ahead(|_| -> Result<()> { unreachable_on(postgres) });
            Ok(())
        })
        .await
        .unwrap();
        assert_eq!(db.read(count).await, Ok(0));
    })
    .await;
}

/// SQLite is not asked ahead at all.
fn unreachable_on(postgres: bool) -> Result<()> {
    assert!(postgres, "asked ahead of SQLite");
    Ok(())
}
