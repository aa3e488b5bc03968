//! Databases for tests: a fresh SQLite file and, when there is a server, a fresh PostgreSQL schema.
//!
//! `WISSEL_TEST_POSTGRES` names the server; with `WISSEL_TEST_REQUIRE_POSTGRES=1` a test without one fails.

use crate::db::{Db, Dialect, Target};
use crate::migrate::migrate;
use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio_postgres::NoTls;

/// One fresh, empty database; gone when it is closed.
pub struct Scratch {
    /// How to open it.
    pub target: Target,
    gone: Gone,
}

enum Gone {
    Folder(PathBuf),
    Schema { server: String, name: String },
}

/// Runs `body` once per database, each migrated and fresh.
///
/// # Panics
/// When the database cannot be made; that is a failed test.
pub async fn each<F, Fut>(body: F)
where
    F: Fn(Db) -> Fut,
    Fut: Future<Output = ()>,
{
    for dialect in dialects() {
        let scratch = Scratch::new(dialect).await;
        let db = scratch.migrated().await;
        body(db.clone()).await;
        db.close().await;
        scratch.remove().await;
    }
}

/// [`each`] without any tables but those that `script` makes (tokens as in a migration).
#[cfg(test)]
pub(crate) async fn each_with<F, Fut>(script: &'static str, body: F)
where
    F: Fn(Db) -> Fut,
    Fut: Future<Output = ()>,
{
    for dialect in dialects() {
        let scratch = Scratch::new(dialect).await;
        let db = scratch.with(script).await;
        body(db.clone()).await;
        db.close().await;
        scratch.remove().await;
    }
}

/// The databases that tests run on here.
///
/// # Panics
/// When PostgreSQL is required and not named.
#[must_use]
pub fn dialects() -> Vec<Dialect> {
    if server().is_some() {
        return vec![Dialect::Sqlite, Dialect::Postgres];
    }
    let required = std::env::var("WISSEL_TEST_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
    assert!(!required, "PostgreSQL is required: WISSEL_TEST_POSTGRES is not set");
    vec![Dialect::Sqlite]
}

impl Scratch {
    /// Makes one, empty.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn new(dialect: Dialect) -> Self {
        let name = name();
        match dialect {
            Dialect::Sqlite => {
                let folder = std::env::temp_dir().join(format!("wissel_{name}"));
                std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
                Self { target: Target::Sqlite(folder.join("desk.db")), gone: Gone::Folder(folder) }
            }
            Dialect::Postgres => {
                let server = server().expect("WISSEL_TEST_POSTGRES is set");
                run(&server, &format!("CREATE SCHEMA {name}")).await;
                let sign = if server.contains('?') { '&' } else { '?' };
                let url = format!("{server}{sign}options=-c%20search_path%3D{name}");
                Self { target: Target::Postgres(url), gone: Gone::Schema { server, name } }
            }
        }
    }

    /// Opens it.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn open(&self) -> Db {
        Db::open(&self.target).await.expect("a scratch database opens")
    }

    /// Opens it in this version's shape.
    ///
    /// # Panics
    /// When it cannot be opened or migrated.
    pub async fn migrated(&self) -> Db {
        let db = self.open().await;
        migrate(&db, 0).await.expect("a scratch database migrates");
        db
    }

    /// Opens it with the tables that `script` makes.
    #[cfg(test)]
    pub(crate) async fn with(&self, script: &'static str) -> Db {
        let db = self.open().await;
        let make = move |tx: &mut crate::db::Tx<'_>| {
            tx.script(&crate::db::rewrite_script(script, tx.dialect())?)
        };
        db.write(make).await.expect("the test's script runs");
        db
    }

    /// Removes it. A test that fails leaves it behind, to be looked at.
    pub async fn remove(self) {
        match self.gone {
            Gone::Folder(folder) => drop(std::fs::remove_dir_all(folder)),
            Gone::Schema { server, name } => {
                run(&server, &format!("DROP SCHEMA {name} CASCADE")).await
            }
        }
    }
}

fn server() -> Option<String> {
    std::env::var("WISSEL_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

/// A name that no other test, process or earlier run on the same server has.
fn name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    // Process numbers come round again; the standard library's hash keys are random per process.
    let mark = RandomState::new().hash_one(n);
    format!("t_{}_{n}_{mark:016x}", std::process::id())
}

async fn run(server: &str, text: &str) {
    let (client, connection) =
        tokio_postgres::connect(server, NoTls).await.expect("the test server answers");
    let talk = tokio::spawn(connection);
    client.batch_execute(text).await.expect("the test server lets us make and drop schemas");
    drop(client);
    talk.await.expect("the connection's task ends").expect("the connection closes");
}
