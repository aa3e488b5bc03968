//! A log that comes from somewhere else.

use super::*;
use crate::db::Db;
use crate::migrate::migrate;
use crate::scratch::each;
use serde_json::json;

async fn add(db: &Db, n: i64) {
    let add = move |tx: &mut Tx<'_>| {
        append(tx, Actor::System, EventKind::UserChanged, None, json!({ "n": n }), micros(n))
            .map(drop)
    };
    db.write(add).await.unwrap();
}

/// What a reader sees that begins at `from`, once nothing is hidden any more; and where it stands then.
async fn read_from(db: &Db, mut from: Cursor) -> (Vec<i64>, Cursor) {
    let mut seen = Vec::new();
    loop {
        let found = db.read(move |tx| after(tx, from, 100)).await.unwrap();
        from = found.last().map_or(from, |last| last.cursor);
        seen.extend(found.iter().map(|event| event.data["n"].as_i64().unwrap()));
        if db.read(move |tx| ahead(tx, from, 1)).await.unwrap() == 0 {
            return (seen, from);
        }
    }
}

#[tokio::test]
async fn a_log_brought_from_a_server_with_higher_transaction_numbers_goes_on_in_order() {
    each(|db| async move {
        for n in 0..4 {
            add(&db, n).await;
        }
        // As pg_dump and psql leave it: some numbers lie ahead of those this server gives out, some do not.
        let elsewhere = "UPDATE event SET tx = tx + 1000000000 WHERE seq > 2";
        db.write(|tx| tx.script(elsewhere)).await.unwrap();
        add(&db, 4).await;
        migrate(&db, 0).await.unwrap();
        add(&db, 5).await;
        let (seen, at) = read_from(&db, Cursor::default()).await;
        assert_eq!(seen, [0, 1, 2, 3, 4, 5]);
        add(&db, 6).await;
        assert_eq!(read_from(&db, at).await.0, [6]);
        migrate(&db, 0).await.unwrap();
        assert_eq!(read_from(&db, at).await.0, [6], "what is in order stays as it is");
    })
    .await;
}
