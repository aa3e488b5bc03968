//! One writer thread that takes whatever is queued and commits it together, with the product's own durability.

use std::sync::mpsc;

use anyhow::{Context, Result};
use rusqlite::{Connection, params};
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::Said;
use super::rows::{AT, EVENTS, Shape, contact, owner, preview};

type Job = (Said, oneshot::Sender<rusqlite::Result<i64>>);

/// The queue in front of the writing thread.
pub(super) struct Writer(mpsc::Sender<Job>);

impl Writer {
    pub(super) fn start(path: &str, shape: Shape) -> Result<Self> {
        let bare = Bare::open(path)?;
        let (queue, waiting) = mpsc::channel::<Job>();
        std::thread::spawn(move || {
            let mut n = 0;
            while let Ok(first) = waiting.recv() {
                let batch: Vec<Job> =
                    [first].into_iter().chain(waiting.try_iter().take(127)).collect();
                let mut done = Vec::with_capacity(batch.len());
                let begun = bare.0.execute_batch("BEGIN IMMEDIATE");
                for (said, caller) in batch {
                    n += 1;
                    done.push((bare.routed(&said, &shape, n), caller));
                }
                let held = begun.and_then(|()| bare.0.execute_batch("COMMIT"));
                for (id, caller) in done {
                    let answer = held.as_ref().map_err(|error| {
                        rusqlite::Error::ToSqlConversionFailure(error.to_string().into())
                    });
                    let _ = caller.send(answer.and(id));
                }
            }
        });
        Ok(Self(queue))
    }

    pub(super) async fn store(&self, said: Said) -> Result<i64> {
        let (caller, answer) = oneshot::channel();
        self.0.send((said, caller)).ok().context("the writer has ended")?;
        Ok(answer.await??)
    }
}

/// SQLite and nothing around it.
struct Bare(Connection);

impl Bare {
    fn open(path: &str) -> Result<Self> {
        let conn = Connection::open(path)?;
        conn.set_prepared_statement_cache_capacity(64);
        conn.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY;",
        )?;
        Ok(Self(conn))
    }

    fn routed(&self, said: &Said, shape: &Shape, n: i64) -> rusqlite::Result<i64> {
        let run = |text: &str, values: &[&dyn rusqlite::ToSql]| {
            self.0.prepare_cached(text)?.execute(values)
        };
        let (owner, contact) = (owner(shape, n), contact(said));
        run(
            "INSERT INTO ticket (version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user,
             team_id, preview, created_at, updated_at)
             VALUES (2, ?1, 'new', 1, 'normal', 1, 'email', ?2, ?3, 1, ?4, ?5, ?5)",
            params![said.subject, contact, owner, preview(said), AT],
        )?;
        let ticket = self.0.last_insert_rowid();
        run(
            "INSERT INTO message (ticket_id, direction, state, author_user, from_name, from_address, recipients, subject,
             body, thread_ids, automatic, created_at)
             VALUES (?1, 'in', 'received', 1, 'Customer', ?2, '{\"cc\":[],\"to\":[\"support@desk.test\"]}', ?3, ?4, '[]', 0, ?5)",
            params![ticket, said.contact.email, said.subject, said.text, AT],
        )?;
        let message = self.0.last_insert_rowid();
        run(
            "INSERT INTO intake (key, ticket_id, message_id, at) VALUES (?1, ?2, ?3, ?4)",
            params![format!("hand:{n:032x}"), ticket, message, AT],
        )?;
        run(
            "INSERT INTO decision (ticket_id, channel_id, rule_version, made_by, actor, owner_user, record, live, created_at)
             VALUES (?1, 1, 1, 'router', 'router', ?2, ?3, 1, ?4)",
            params![ticket, owner, shape.record, AT],
        )?;
        for (kind, data) in EVENTS {
            run(
                "INSERT INTO event (at, actor, kind, ticket_id, data) VALUES (?1, 'router', ?2, ?3, ?4)",
                params![AT, kind, ticket, data],
            )?;
        }
        for key in ["open".to_owned(), format!("user:{owner}"), "team:1".to_owned()] {
            run(
                "INSERT INTO tally (key, shard, n) VALUES (?1, ?2, 1)
                 ON CONFLICT (key, shard) DO UPDATE SET n = tally.n + excluded.n",
                params![key, ticket % 16],
            )?;
        }
        run(
            "UPDATE user_load SET open = open + 1 WHERE user_id = ?1 AND (kind = 'all' OR kind = 'email')",
            params![owner],
        )?;
        run("UPDATE app_user SET last_assigned = ?2 WHERE id = ?1", params![owner, n])?;
        Ok(ticket)
    }
}

/// Seconds of each of `n` durable commits.
pub(super) fn commits(path: &str, n: usize) -> Result<Vec<f64>> {
    let bare = Bare::open(path)?;
    bare.0.execute_batch("CREATE TABLE IF NOT EXISTS bare (n INTEGER) STRICT")?;
    let mut took = Vec::with_capacity(n);
    for _ in 0..n {
        let begin = Instant::now();
        bare.0.prepare_cached("INSERT INTO bare VALUES (1)")?.execute([])?;
        took.push(begin.elapsed().as_secs_f64());
    }
    Ok(took)
}
