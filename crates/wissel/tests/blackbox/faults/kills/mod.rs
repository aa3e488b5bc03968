//! kill -9 of the server, again and again, under load.
//!
//! Mail comes in by LMTP, people work through the API, replies go out to a mail server that misbehaves, and somebody
//! follows the live stream, all at once. The server is killed at random moments and at the nastiest ones, and started
//! again. Each restart and the end are held against what the outside was promised: see [`check`].
//!
//! One seed decides everything that is decided here: who does what in which order, how the mail server behaves at its
//! n-th mail, and at which moment each kill comes. It does not decide how the machine's threads, disks and connections
//! take turns, nor what the server's own dice say; so a seed brings the same storm, but the fault it uncovered may need
//! a few runs to come again.
//!
//! The short form runs with the other black-box tests; the long one is `cargo xtask soak`.

mod books;
mod check;
mod copies;
mod dice;
mod ledger;
mod letters;
mod lmtp;
mod moments;
mod people;
mod plan;
mod scene;
mod settle;
mod sink;
mod storm;
mod summary;
mod tail;

use std::env;
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use crate::parts::database::Kind;

/// How long and how wild.
#[derive(Clone, Copy, Debug)]
struct Size {
    kills: u64,
    /// No further kill after this.
    limit: Duration,
    seed: u64,
}

impl Size {
    /// So many kills, unless the environment asks for something else (`cargo xtask soak` does).
    fn asked(kills: u64) -> Self {
        let minutes = asked("WISSEL_SOAK_MINUTES").unwrap_or(24 * 60);
        Self {
            kills: asked("WISSEL_SOAK_KILLS").unwrap_or(kills),
            limit: Duration::from_secs(60 * minutes),
            // Any seed will do, as long as it is told.
            seed: asked("WISSEL_SOAK_SEED")
                .unwrap_or_else(|| RandomState::new().hash_one(0) % 1_000_000_000),
        }
    }
}

fn asked(name: &str) -> Option<u64> {
    let text = env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is {text:?}, which is no number")))
}

const SHORT: u64 = 20;
const LONG: u64 = 500;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_doubled_or_forgotten_by_twenty_kills_on_sqlite() {
    storm::storm(Kind::Sqlite, Size::asked(SHORT)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_doubled_or_forgotten_by_twenty_kills_on_postgres() {
    storm::storm(Kind::Postgres, Size::asked(SHORT)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_made_under_load_on_sqlite_is_whole_on_either_database() {
    copies::copies(Kind::Sqlite, Size::asked(0).seed).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_made_under_load_on_postgres_is_whole_on_either_database() {
    copies::copies(Kind::Postgres, Size::asked(0).seed).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the long form: cargo xtask soak --database sqlite"]
async fn soak_on_sqlite() {
    storm::storm(Kind::Sqlite, Size::asked(LONG)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the long form: cargo xtask soak --database postgres"]
async fn soak_on_postgres() {
    storm::storm(Kind::Postgres, Size::asked(LONG)).await;
}
