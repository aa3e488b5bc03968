//! The door to the data: a closed enum over SQLite and PostgreSQL, one text for both.
//!
//! A transaction is a plain function over [`Tx`] with nothing but SQL inside. It may be run more than once (a lost
//! race, a deadlock, a connection that broke before the commit), so it must not touch anything else; what it
//! captures it clones.
//!
//! * `write`: SQLite commits queued functions in groups, one after another; PostgreSQL runs them side by side at
//!   READ COMMITTED. A verb that decides on what it read takes the row with `{lock}` first, or leaves the refusal
//!   to a constraint.
//! * `read`: one snapshot for the whole function (REPEATABLE READ on PostgreSQL), which cannot write.
//!
//! Begin reading at [`Db`] and [`Tx`]; what differs between the databases is in `dialect.rs`.

mod backup;
mod dialect;
#[cfg(any(test, feature = "faults"))]
pub mod dump;
#[cfg(any(test, feature = "faults"))]
mod faults;
pub mod once;
mod postgres;
mod retry;
mod rewrite;
mod row;
pub mod schema;
mod sent;
mod sql;
mod sqlite;
mod target;
mod tx;
mod value;
mod wake;

#[cfg(test)]
mod tests;

pub use dialect::Dialect;
#[cfg(any(test, feature = "faults"))]
pub use faults::{Fault, Faults, Lost};
pub(crate) use rewrite::script as rewrite_script;
pub use row::{Cell, FromCell, Row};
pub use sql::Sql;
pub use target::Target;
pub use tx::Tx;
pub use value::Value;

use crate::strain::Strain;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use tokio::sync::watch;
use wake::Wake;
use wissel_model::{Error, Result};

/// The open database; clones share it.
#[derive(Clone)]
pub struct Db {
    engine: Arc<Engine>,
    wake: Arc<Wake>,
    strain: Strain,
    #[cfg(any(test, feature = "faults"))]
    faults: Option<Arc<dyn Faults>>,
}

enum Engine {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Db {
    /// Opens the database for a server; an SQLite file is made when it is not there, and is ours alone.
    ///
    /// # Errors
    /// `Refused("database.in_use")` when another server has the file; `Unavailable` when it cannot be reached.
    pub async fn open(target: &Target) -> Result<Self> {
        Self::open_as(target, sqlite::Use::Exclusive).await
    }

    /// Opens the database for a command that may run beside a server.
    ///
    /// # Errors
    /// `Unavailable` when it cannot be reached.
    pub async fn open_shared(target: &Target) -> Result<Self> {
        Self::open_as(target, sqlite::Use::Shared).await
    }

    async fn open_as(target: &Target, how: sqlite::Use) -> Result<Self> {
        let wake = Arc::new(Wake::new());
        let engine = match target {
            Target::Sqlite(path) => Engine::Sqlite(sqlite::Sqlite::open(path, how, &wake)?),
            Target::Postgres(url) => Engine::Postgres(postgres::Postgres::open(url, &wake).await?),
        };
        Ok(Self {
            engine: Arc::new(engine),
            wake,
            strain: Strain::default(),
            #[cfg(any(test, feature = "faults"))]
            faults: None,
        })
    }

    /// The same database, in which `faults` is asked before each statement.
    #[cfg(any(test, feature = "faults"))]
    #[must_use]
    pub fn with_faults(mut self, faults: Arc<dyn Faults>) -> Self {
        self.faults = Some(faults);
        self
    }

    #[cfg(any(test, feature = "faults"))]
    fn watched<T, F>(&self, f: F) -> impl Fn(&mut Tx<'_>) -> Result<T> + use<T, F>
    where
        F: Fn(&mut Tx<'_>) -> Result<T>,
    {
        let faults = self.faults.clone();
        move |tx| {
            tx.faults.clone_from(&faults);
            f(tx)
        }
    }

    #[cfg(not(any(test, feature = "faults")))]
    fn watched<F>(&self, f: F) -> F {
        f
    }

    /// Runs `f` in a transaction and commits it; run again when it lost a race.
    ///
    /// # Errors
    /// What `f` returned, with nothing written; `Retry` when it kept losing; `Internal` when it panicked.
    /// `Unavailable` when the database is away; `Unsure` after a connection lost *during* the commit: it may have been
    /// committed all the same, so a verb that is repeated needs a unique key.
    pub async fn write<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
    {
        let once = once::asked();
        let f = self.watched(once::claimed(once.clone(), f));
        #[cfg(any(test, feature = "faults"))]
        let (f, commit) = faults::OnTheWay::around(self.faults.clone(), f);
        let f = Arc::new(f);
        for tried in 1.. {
            let answer = match &*self.engine {
                Engine::Sqlite(db) => db.write(&f).await,
                Engine::Postgres(db) => db.write(&f, &self.wake).await,
            };
            #[cfg(any(test, feature = "faults"))]
            let answer = commit.back(answer);
            if let (Ok(_), Some(once)) = (&answer, &once) {
                once.done();
            }
            match answer {
                Err(Error::Retry(why)) if tried < retry::TRIES => {
                    tracing::debug!(tried, why, "transaction is run again");
                    tokio::time::sleep(retry::pause(tried)).await;
                }
                answer => {
                    self.strain.note(&answer);
                    return answer;
                }
            }
        }
        unreachable!("the last try returns")
    }

    /// Runs `f` on one snapshot.
    ///
    /// # Errors
    /// As [`Db::write`]; writing inside is `Internal`.
    pub async fn read<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
    {
        let f = Arc::new(self.watched(f));
        for tried in 1.. {
            let answer = match &*self.engine {
                Engine::Sqlite(db) => db.read(&f).await,
                Engine::Postgres(db) => db.read(&f).await,
            };
            match answer {
                Err(Error::Retry(_)) if tried < retry::TRIES => {
                    tokio::time::sleep(retry::pause(tried)).await
                }
                answer => return answer,
            }
        }
        unreachable!("the last try returns")
    }

    /// One statement by itself: every row of its answer. For what is asked so often that a transaction around it shows.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn ask<T, F>(&self, sql: &'static Sql, args: &[Value], f: F) -> Result<Vec<T>>
    where
        T: Send + 'static,
        F: Fn(&Row<'_>) -> Result<T> + Send + Sync + 'static,
    {
        match &*self.engine {
            Engine::Sqlite(db) => {
                if let Some(rows) = db.ask(sql, args, &f) {
                    return rows;
                }
                let args = args.to_vec();
                self.read(move |tx| tx.all(sql, &args, &f)).await
            }
            Engine::Postgres(db) => {
                for tried in 1.. {
                    match db.ask(sql, args, &f).await {
                        Err(Error::Retry(_)) if tried < retry::TRIES => {
                            tokio::time::sleep(retry::pause(tried)).await;
                        }
                        answer => return answer,
                    }
                }
                unreachable!("the last try returns")
            }
        }
    }

    /// Changes after every commit that appended events ([`Tx::notify`]), here or on another node. Only a hint:
    /// one may be missed while PostgreSQL is away, so a follower also looks now and then.
    #[must_use]
    pub fn changed(&self) -> watch::Receiver<u64> {
        self.wake.follow()
    }

    /// Which database this is.
    #[must_use]
    pub fn kind(&self) -> Dialect {
        match &*self.engine {
            Engine::Sqlite(_) => Dialect::Sqlite,
            Engine::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Why the last transaction could not be written down, when that was not its own fault.
    #[must_use]
    pub fn strain(&self) -> Option<Error> {
        self.strain.why()
    }

    /// Does it answer?
    ///
    /// # Errors
    /// `Unavailable`, when not.
    pub async fn ping(&self) -> Result<()> {
        self.read(|tx| tx.script("SELECT 1")).await
    }

    /// Prepares every statement, without running one.
    ///
    /// # Errors
    /// `Internal` with all that were refused, by name.
    pub async fn prepare_all(&self, all: &[&'static Sql]) -> Result<()> {
        let mut refused = Vec::new();
        for sql in all.iter().copied() {
            if let Err(error) = self.write(move |tx| tx.prepare(sql)).await {
                refused.push(format!("{}: {error}", sql.name()));
            }
        }
        if refused.is_empty() { Ok(()) } else { Err(Error::Internal(refused.join("\n"))) }
    }

    /// Writes a consistent copy to a new SQLite file while work goes on. From PostgreSQL as well: the file opens
    /// as a desk of its own, on any machine.
    ///
    /// # Errors
    /// `Refused("backup.exists")` when the file is there; `Unavailable` when it cannot be written.
    pub async fn backup_to(&self, path: impl AsRef<Path>) -> Result<()> {
        backup::to(self, path.as_ref()).await
    }

    /// Finishes what was begun and lets go of the database, for all clones.
    pub async fn close(self) {
        match &*self.engine {
            Engine::Sqlite(db) => db.close().await,
            Engine::Postgres(db) => db.close().await,
        }
    }
}

/// A panic inside a transaction is a fault like any other: it must not take the thread or the batch with it.
fn caught<T>(f: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(f)).unwrap_or_else(|panic| {
        let told = panic
            .downcast_ref::<&str>()
            .map(ToString::to_string)
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        Err(Error::Internal(format!("panic in a transaction: {told}")))
    })
}
