//! What a database says of itself: for whoever checks an installation.

use wissel_model::Result;

use crate::args;
use crate::db::{Db, Dialect, Sql};

/// What a database says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its product and version, in its own words.
    pub version: String,
    /// Its clock, in microseconds UTC, when it has one of its own.
    pub clock: Option<i64>,
}

// Each can be prepared on the database it is for only, so they are not in the registry.
const SQLITE: Sql = Sql::registered("about::SQLITE", "SELECT 'SQLite ' || sqlite_version()");
const POSTGRES: Sql = Sql::registered(
    "about::POSTGRES",
    "SELECT version(), (extract(epoch FROM clock_timestamp()) * 1000000)::bigint",
);

/// Asks the database.
///
/// # Errors
/// As [`Db::read`].
pub async fn about(db: &Db) -> Result<About> {
    db.read(|tx| match tx.dialect() {
        Dialect::Sqlite => {
            tx.one(&SQLITE, args![], |row| Ok(About { version: row.get(0)?, clock: None }))
        }
        Dialect::Postgres => tx.one(&POSTGRES, args![], |row| {
            Ok(About { version: row.get(0)?, clock: Some(row.get(1)?) })
        }),
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch;

    #[tokio::test]
    async fn both_databases_say_their_version_and_only_a_server_has_a_clock() {
        scratch::each(|db| async move {
            let about = about(&db).await.unwrap();
            let server = db.kind() == Dialect::Postgres;
            assert!(
                about.version.starts_with(if server { "PostgreSQL " } else { "SQLite 3." }),
                "{about:?}"
            );
            assert_eq!(about.clock.is_some(), server);
        })
        .await;
    }
}
