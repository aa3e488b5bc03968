//! Who follows the log is woken after a commit that appended to it.

use super::*;
use crate::db::Dialect;
use crate::scratch::{Scratch, dialects, each_with};
use wissel_model::Error;

fn tell(tx: &mut Tx<'_>) -> Result<()> {
    add(tx, "event")?;
    tx.notify();
    tx.notify();
    Ok(())
}

#[tokio::test]
async fn a_commit_with_events_wakes_once() {
    each_with(NOTES, |db| async move {
        let mut changed = db.changed();
        db.write(tell).await.unwrap();
        assert!(changed.has_changed().unwrap());
        let first = *changed.borrow_and_update();
        db.write(tell).await.unwrap();
        assert_eq!(*changed.borrow_and_update(), first + 1);
    })
    .await;
}

#[tokio::test]
async fn without_events_or_without_a_commit_nobody_is_woken() {
    each_with(NOTES, |db| async move {
        let changed = db.changed();
        db.write(|tx| add(tx, "no event")).await.unwrap();
        let refused: Result<()> =
            db.write(|tx| tell(tx).and(Err(Error::refused("no.thanks")))).await;
        assert!(refused.is_err());
        db.read(count).await.unwrap();
        assert!(!changed.has_changed().unwrap());
    })
    .await;
}

#[tokio::test]
async fn another_node_is_woken_as_well() {
    if !dialects().contains(&Dialect::Postgres) {
        return;
    }
    let scratch = Scratch::new(Dialect::Postgres).await;
    let (here, there) = (scratch.with(NOTES).await, scratch.open().await);
    let mut changed = there.changed();
    here.write(tell).await.unwrap();
    changed.changed().await.unwrap();
    assert_eq!(there.read(count).await, Ok(1));
    here.close().await;
    there.close().await;
    scratch.remove().await;
}

#[tokio::test]
async fn a_node_that_could_not_listen_looks_when_it_can_again() {
    sql! {
        LISTENERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE query LIKE 'LISTEN %' || current_schema() || '%' AND pid <> pg_backend_pid()";
    }
    if !dialects().contains(&Dialect::Postgres) {
        return;
    }
    let scratch = Scratch::new(Dialect::Postgres).await;
    let db = scratch.with(NOTES).await;
    let mut changed = db.changed();
    let ended = db.write(|tx| tx.all(&LISTENERS, args![], |row| row.get::<bool>(0))).await;
    assert_eq!(ended, Ok(vec![true]));
    changed.changed().await.unwrap();
    db.close().await;
    scratch.remove().await;
}
