//! What need not be waited for, and what can be asked before it is needed: on PostgreSQL a round trip is what costs.

use super::tx::{Engine, refuse_nul};
use super::{Dialect, Sql, Tx, Value, sqlite};
use wissel_model::Result;

impl Tx<'_> {
    /// Sends questions that are about to be asked, so that their answers come together: on PostgreSQL one round trip for
    /// all of them. `ask` is run for its questions only and finds nothing; whoever asks the same afterwards, with the
    /// same values, gets the answer of this moment. SQLite is not asked: there a question costs nothing by itself.
    pub fn ahead<T>(&mut self, ask: impl FnOnce(&mut Self) -> Result<T>) {
        if self.dialect() == Dialect::Postgres && !self.failed {
            self.ahead = true;
            // What goes wrong is told to whoever asks in earnest.
            let _ = ask(self);
            self.ahead = false;
        }
    }

    /// As [`Tx::execute`] for a statement whose effect nobody asks about: on PostgreSQL it is sent and not waited for.
    /// That it failed is then told by a later statement, or instead of the commit.
    ///
    /// # Errors
    /// As [`Tx::all`].
    pub fn send(&mut self, sql: &Sql, args: &[Value]) -> Result<()> {
        self.asked(sql)?;
        self.step(args, |engine| match engine {
            Engine::Sqlite(conn) => sqlite::execute(conn, sql, args).map(drop),
            Engine::Postgres(talk) => talk.send(sql, args),
        })
    }

    /// As [`Tx::each`] for a statement whose effect nobody asks about; see [`Tx::send`].
    ///
    /// # Errors
    /// As [`Tx::all`].
    pub fn send_each(&mut self, sql: &Sql, rows: Vec<Vec<Value>>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        self.asked(sql)?;
        let fit = refuse_nul(rows.iter().flatten());
        self.step(&[], |engine| match engine {
            _ if fit.is_err() => fit,
            Engine::Sqlite(conn) => {
                rows.iter().try_for_each(|row| sqlite::execute(conn, sql, row).map(drop))
            }
            Engine::Postgres(talk) => talk.send_each(sql, rows),
        })
    }
}
