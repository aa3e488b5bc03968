//! A transaction as the verbs see it: statements in, rows out.

use super::row::Cells;
use super::{Dialect, Row, Sql, Value, postgres, sqlite};
use wissel_model::{Error, Result};

/// An open transaction.
///
/// After a failed statement nothing more can be done in it, on either database: the error must be handed on,
/// and the whole transaction is rolled back. To insert what may be there already, say `ON CONFLICT`.
pub struct Tx<'a> {
    pub(super) engine: Engine<'a>,
    pub(super) failed: bool,
    pub(super) notify: bool,
    /// Only questions are sent; see [`Tx::ahead`].
    pub(super) ahead: bool,
    /// The ticket that the events appended here are about, the last one's.
    pub(super) about: Option<i64>,
    #[cfg(any(test, feature = "faults"))]
    pub(super) faults: Option<std::sync::Arc<dyn super::Faults>>,
}

pub(super) enum Engine<'a> {
    Sqlite(&'a rusqlite::Connection),
    Postgres(postgres::Conversation<'a>),
}

impl<'a> Tx<'a> {
    pub(super) fn new(engine: Engine<'a>) -> Self {
        Self {
            engine,
            failed: false,
            notify: false,
            ahead: false,
            about: None,
            #[cfg(any(test, feature = "faults"))]
            faults: None,
        }
    }

    /// Every row of the answer.
    ///
    /// # Errors
    /// `Constraint`, `Retry`, `Unavailable` or `Internal`; also what `f` returns.
    pub fn all<T>(
        &mut self,
        sql: &Sql,
        args: &[Value],
        f: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        if let (true, Engine::Postgres(talk)) = (self.ahead, &mut self.engine) {
            refuse_nul(args)?;
            return talk.ask_ahead(sql, args).map(|()| Vec::new());
        }
        self.asked(sql)?;
        self.step(args, |engine| match engine {
            Engine::Sqlite(conn) => sqlite::all(conn, sql, args, |row| f(&Row(Cells::Sqlite(row)))),
            Engine::Postgres(talk) => {
                talk.all(sql, args)?.iter().map(|row| f(&Row(Cells::Postgres(row)))).collect()
            }
        })
    }

    /// The first row of the answer, if there is one.
    ///
    /// # Errors
    /// As [`Tx::all`].
    pub fn first<T>(
        &mut self,
        sql: &Sql,
        args: &[Value],
        f: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.all(sql, args, f)?.into_iter().next())
    }

    /// The first row of an answer that cannot be empty.
    ///
    /// # Errors
    /// As [`Tx::all`], and `Internal` when it is empty after all.
    pub fn one<T>(
        &mut self,
        sql: &Sql,
        args: &[Value],
        f: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<T> {
        self.first(sql, args, f)?
            .ok_or_else(|| Error::Internal(format!("{} found nothing", sql.name())))
    }

    /// Runs a statement without an answer; the number of rows it changed.
    ///
    /// # Errors
    /// As [`Tx::all`]. A statement with `RETURNING` belongs in [`Tx::all`] and is `Internal` here.
    pub fn execute(&mut self, sql: &Sql, args: &[Value]) -> Result<u64> {
        Ok(self.batch(&[(sql, args)])?.into_iter().sum())
    }

    /// Several statements without answers, in order; one round trip on PostgreSQL.
    ///
    /// # Errors
    /// As [`Tx::execute`], for the first that failed.
    pub fn batch(&mut self, all: &[(&Sql, &[Value])]) -> Result<Vec<u64>> {
        for (sql, _) in all {
            self.asked(sql)?;
        }
        // All of them first: on PostgreSQL they are sent together.
        let args = all.iter().flat_map(|(_, args)| *args);
        self.step(args, |engine| match engine {
            Engine::Sqlite(conn) => {
                all.iter().map(|(sql, args)| sqlite::execute(conn, sql, args)).collect()
            }
            Engine::Postgres(talk) => talk.batch(all),
        })
    }

    /// A statement with a `{rows …}` token and no answer, for each of these rows: one round trip on PostgreSQL. Without
    /// rows nothing is asked. The number of rows it changed.
    ///
    /// # Errors
    /// As [`Tx::all`].
    pub fn each(&mut self, sql: &Sql, rows: &[Vec<Value>]) -> Result<u64> {
        if rows.is_empty() {
            return Ok(0);
        }
        self.asked(sql)?;
        self.step(rows.iter().flatten(), |engine| match engine {
            Engine::Sqlite(conn) => {
                let changed = rows.iter().map(|row| sqlite::execute(conn, sql, row));
                changed.sum()
            }
            Engine::Postgres(talk) => talk.each(sql, rows),
        })
    }

    /// An insert that ends in `{made id}`: the id of the new row.
    ///
    /// # Errors
    /// As [`Tx::all`], and `Internal` when nothing was inserted.
    pub fn make(&mut self, sql: &Sql, args: &[Value]) -> Result<i64> {
        self.asked(sql)?;
        let id = self.step(args, |engine| match engine {
            Engine::Sqlite(conn) => sqlite::make(conn, sql, args),
            Engine::Postgres(talk) => talk.all(sql, args)?.iter().map(made).next().transpose(),
        })?;
        id.ok_or_else(|| Error::Internal(format!("{} made nothing", sql.name())))
    }

    /// As [`Tx::make`] with a `{rows …}` token: the ids of the new rows, in their order.
    ///
    /// # Errors
    /// As [`Tx::make`].
    pub fn make_each(&mut self, sql: &Sql, rows: &[Vec<Value>]) -> Result<Vec<i64>> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        self.asked(sql)?;
        let ids: Vec<i64> = self.step(rows.iter().flatten(), |engine| match engine {
            Engine::Sqlite(conn) => {
                let made = rows.iter().map(|row| sqlite::make(conn, sql, row));
                made.filter_map(Result::transpose).collect()
            }
            Engine::Postgres(talk) => {
                let mut ids =
                    talk.make_each(sql, rows)?.iter().map(made).collect::<Result<Vec<_>>>()?;
                // Rows get their numbers in their order; in which order they are told is not promised.
                ids.sort_unstable();
                Ok(ids)
            }
        })?;
        let all = ids.len() == rows.len();
        all.then_some(ids).ok_or_else(|| Error::Internal(format!("{} left rows out", sql.name())))
    }

    /// Which database this is.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.engine {
            Engine::Sqlite(_) => Dialect::Sqlite,
            Engine::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Says that events were appended: whoever follows the log is woken after the commit, on every node.
    pub fn notify(&mut self) {
        self.notify = true;
    }

    /// Says which ticket this is about, for whoever asks for the same again.
    pub(crate) fn about(&mut self, ticket: i64) {
        self.about = Some(ticket);
    }

    /// Several statements in one text without parameters, as it stands: migrations and tests.
    pub(crate) fn script(&mut self, text: &str) -> Result<()> {
        self.step(&[], |engine| match engine {
            Engine::Sqlite(conn) => sqlite::script(conn, text),
            Engine::Postgres(talk) => talk.script(text),
        })
    }

    /// The rows of a text that is put together for one database, for copies: how many columns there are is not
    /// known before.
    pub(super) fn raw(
        &mut self,
        text: &str,
        args: &[Value],
        columns: usize,
    ) -> Result<Vec<Vec<Value>>> {
        let values =
            |row: &Row<'_>| (0..columns).map(|i| row.get(i)).collect::<Result<Vec<Value>>>();
        self.step(args, |engine| match engine {
            Engine::Sqlite(conn) => {
                sqlite::raw(conn, text, args, |row| values(&Row(Cells::Sqlite(row))))
            }
            Engine::Postgres(talk) => {
                talk.raw(text, args)?.iter().map(|row| values(&Row(Cells::Postgres(row)))).collect()
            }
        })
    }

    /// Does `sql` prepare, without running it?
    pub(super) fn prepare(&mut self, sql: &Sql) -> Result<()> {
        self.step(&[], |engine| match engine {
            Engine::Sqlite(conn) => sqlite::prepare(conn, sql).map(drop),
            Engine::Postgres(talk) => talk.prepare(sql),
        })
    }

    #[cfg(any(test, feature = "faults"))]
    pub(super) fn asked(&mut self, sql: &Sql) -> Result<()> {
        let fault = self.faults.as_ref().and_then(|faults| faults.before(sql.name()));
        fault.map_or(Ok(()), |fault| Err(self.suffer(fault)))
    }

    #[cfg(not(any(test, feature = "faults")))]
    #[expect(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "the same shape as with faults"
    )]
    pub(super) fn asked(&self, _: &Sql) -> Result<()> {
        Ok(())
    }

    /// How PostgreSQL is asked to commit.
    #[cfg(not(any(test, feature = "faults")))]
    #[expect(clippy::unused_self, reason = "the same shape as with faults")]
    pub(super) fn commit_words(&self) -> &'static str {
        "COMMIT"
    }

    /// Runs one step and remembers a failure, so that SQLite ends a transaction where PostgreSQL would.
    pub(super) fn step<'v, T>(
        &mut self,
        args: impl IntoIterator<Item = &'v Value>,
        f: impl FnOnce(&mut Engine<'a>) -> Result<T>,
    ) -> Result<T> {
        if self.ahead {
            return Err(Error::internal("only questions can be asked ahead"));
        }
        if self.failed {
            return Err(Error::internal(
                "a statement after one that failed, in the same transaction",
            ));
        }
        let answer = refuse_nul(args).and_then(|()| f(&mut self.engine));
        self.failed = answer.is_err();
        answer
    }

    /// What the function's answer means for the transaction: a swallowed failure must not look like success.
    pub(super) fn verdict<T>(&self, answer: Result<T>) -> Result<T> {
        match answer {
            Ok(_) if self.failed => {
                Err(Error::internal("a failed statement's error was not handed on"))
            }
            answer => answer,
        }
    }
}

/// The id in an answer of PostgreSQL's.
fn made(row: &tokio_postgres::Row) -> Result<i64> {
    Row(Cells::Postgres(row)).get(0)
}

/// PostgreSQL cannot store U+0000 in text, so SQLite may not either.
pub(super) fn refuse_nul<'v>(args: impl IntoIterator<Item = &'v Value>) -> Result<()> {
    let nul = args.into_iter().any(|arg| matches!(arg, Value::Text(text) if text.contains('\0')));
    if nul { Err(Error::refused("text.nul")) } else { Ok(()) }
}
