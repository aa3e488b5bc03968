use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use super::*;
use crate::db::schema::describe;
use crate::db::{Db, Dialect};
use crate::scratch::{self, Scratch};

/// A desk in which every reference between tables that can go wrong is used.
const DESK: &str = "
    INSERT INTO setting (key, value) VALUES ('name', '\"Wissel\"');
    INSERT INTO app_user (id, name, email, role, seat, access, language, time_zone, active, presence, presence_set_by, created_at)
        VALUES (3, 'Maud', 'maud@acme.test', 'agent', true, 'all', 'nl', 'UTC', true, 'away', 7, 1),
               (7, 'Ada', 'ada@acme.test', 'admin', false, 'all', 'en', 'UTC', true, NULL, NULL, 2);
    INSERT INTO contact (id, name, owner_id, created_at, updated_at) VALUES (5, 'Jo \u{1F600}', 3, 1, 1);
    INSERT INTO channel (id, kind, name, active, settings, secrets, secrets_set, health, created_at)
        VALUES (2, 'email', 'Support', true, '{}', '{}', '[]', '{}', 1);
    INSERT INTO rule_version (channel_id, version, rule, created_by, created_at) VALUES (2, 1, '{}', 7, 1);
    INSERT INTO ticket (id, subject, status, counts, priority, channel_id, kind, contact_id, preview, created_at, updated_at)
        VALUES (40, 'one', 'open', true, 'high', 2, 'email', 5, '', 1, 1);
    INSERT INTO ticket (id, subject, status, counts, priority, channel_id, kind, contact_id, follows, preview, created_at, updated_at)
        VALUES (41, 'two', 'new', true, 'low', 2, 'email', 5, 40, '', 1, 1);
    INSERT INTO message (ticket_id, direction, state, from_name, from_address, recipients, subject, body, thread_ids, automatic, raw, created_at)
        VALUES (40, 'in', 'received', '', 'jo@x.test', '[]', 's', 'line\nline', '[]', false, 'aa11', 1);
    INSERT INTO event (at, actor, kind, ticket_id, data) VALUES (1, 'system', 'ticket.created', 40, '{}');
    INSERT INTO session (token_hash, user_id, browser, address, created_at, last_seen_at, expires_at)
        VALUES ('x', 7, '', '', 1, 1, 1);";

async fn copied(db: &Db) -> (Exported, String) {
    let into: Arc<Mutex<Vec<u8>>> = Arc::default();
    let place = Arc::clone(&into);
    let done = export(db, move || Ok(Place(Arc::clone(&place)))).await.unwrap();
    let text = String::from_utf8(into.lock().unwrap().clone()).unwrap();
    // SQLite has no booleans; what they are written as is not what is compared.
    (done, text.replace("true", "1").replace("false", "0"))
}

struct Place(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Place {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn put_back(db: &Db, text: &str) -> wissel_model::Result<u64> {
    let text = text.to_owned();
    import(db, move || Ok(std::io::Cursor::new(text.clone()))).await
}

#[tokio::test]
async fn a_copy_holds_the_same_on_whichever_database_it_is_put_back() {
    for from in scratch::dialects() {
        for to in scratch::dialects() {
            let (one, other) = (Scratch::new(from).await, Scratch::new(to).await);
            let db = one.migrated().await;
            db.write(|tx| tx.script(DESK)).await.unwrap();
            let (done, text) = copied(&db).await;
            assert_eq!(done.blobs, BTreeSet::from(["aa11".to_owned()]));

            let target = other.migrated().await;
            assert_eq!(put_back(&target, &text).await.unwrap(), done.rows, "{from:?} to {to:?}");
            assert_eq!(copied(&target).await.1, text, "{from:?} to {to:?}");

            // What is made next gets a number of its own.
            let next = "INSERT INTO contact (name, created_at, updated_at) VALUES ('new', 1, 1)";
            target.write(|tx| tx.script(next)).await.unwrap();
            for (db, scratch) in [(db, one), (target, other)] {
                db.close().await;
                scratch.remove().await;
            }
        }
    }
}

#[tokio::test]
async fn a_desk_in_use_is_not_overwritten_and_a_damaged_copy_leaves_nothing() {
    scratch::each(|db| async move {
        let whole = copied(&db).await.1;
        let broken = format!("{whole}[1]\n");
        assert_eq!(
            put_back(&db, &broken).await,
            Err(wissel_model::Error::refused("restore.damaged"))
        );
        assert_eq!(copied(&db).await.1, whole);
        db.write(|tx| tx.script(DESK)).await.unwrap();
        assert_eq!(
            put_back(&db, &whole).await,
            Err(wissel_model::Error::refused("restore.not_empty"))
        );
    })
    .await;
}

#[tokio::test]
async fn every_table_is_copied_or_left_behind_on_purpose() {
    let scratch = Scratch::new(Dialect::Sqlite).await;
    let db = scratch.migrated().await;
    let there: BTreeSet<String> =
        describe(&db).await.unwrap().into_iter().map(|column| column.table).collect();
    let known = TABLES.iter().chain(LEFT_BEHIND).map(ToString::to_string).collect();
    assert_eq!(there, known);
    db.close().await;
    scratch.remove().await;
}
