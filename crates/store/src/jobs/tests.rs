//! Who has a job, and whose word about it counts.

use super::*;
use crate::db::Db;
use crate::scratch::each;

const LEASE: SignedDuration = SignedDuration::from_secs(30);

fn at(second: i64) -> Timestamp {
    micros(second * 1_000_000)
}

async fn claim_at(db: &Db, second: i64) -> Option<Job> {
    db.write(move |tx| claim(tx, at(second), LEASE, 16)).await.unwrap().pop()
}

async fn asked(db: &Db) {
    let asking = |tx: &mut Tx<'_>| ask(tx, "kind", "key", &serde_json::json!({}), at(0), at(0));
    db.write(asking).await.unwrap();
}

#[tokio::test]
async fn a_job_is_its_holders_as_long_as_the_lease_is_renewed_and_no_longer() {
    each(|db| async move {
        asked(&db).await;
        let held = claim_at(&db, 0).await.unwrap();
        let (id, attempt) = (held.id, held.attempts);
        assert_eq!(claim_at(&db, 29).await, None);
        db.write(move |tx| renew(tx, id, attempt, at(55))).await.unwrap();
        assert_eq!(claim_at(&db, 31).await, None);
        let taken_over = claim_at(&db, 55).await.unwrap();
        assert_eq!((taken_over.id, taken_over.attempts), (id, attempt + 1));
        // Its first holder was only slow, and renews what is not theirs any more.
        db.write(move |tx| renew(tx, id, attempt, at(1_000))).await.unwrap();
        assert_eq!(claim_at(&db, 85).await.unwrap().attempts, attempt + 2);
    })
    .await;
}

#[tokio::test]
async fn a_try_that_was_taken_over_has_no_say_any_more() {
    each(|db| async move {
        asked(&db).await;
        let slow = claim_at(&db, 0).await.unwrap();
        let (id, attempt) = (slow.id, slow.attempts);
        let now = claim_at(&db, 30).await.unwrap();
        db.write(move |tx| done(tx, id, attempt)).await.unwrap();
        db.write(move |tx| again(tx, id, attempt, at(31), "slow", at(1))).await.unwrap();
        assert!(!db.write(move |tx| bury(tx, id, attempt, "slow")).await.unwrap());
        assert_eq!(db.read(pending).await.unwrap(), 1);
        assert_eq!(claim_at(&db, 31).await, None, "it is still the later try's");
        let attempt = now.attempts;
        assert!(db.write(move |tx| bury(tx, id, attempt, "for good")).await.unwrap());
        let dead = db.read(|tx| dead(tx, 10)).await.unwrap();
        assert_eq!(dead[0].last_error.as_deref(), Some("for good"));
    })
    .await;
}
