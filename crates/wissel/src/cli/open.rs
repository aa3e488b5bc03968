//! Opening what commands work on.

use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use wissel_desk::{Desk, Parts};
use wissel_model::{Clock, Error};
use wissel_store::blobs::Blobs;
use wissel_store::migrate::{Applied, migrate};
use wissel_store::seal::{KEY, Sealer};
use wissel_store::{Db, Target, channels};

use super::wrong;
use crate::clock::MachineClock;
use crate::config::Config;
use crate::data;
use crate::random::MachineRandom;

/// The database beside a running server, in this version's shape. A file that is not there is not made.
pub(super) async fn beside(config: &Config) -> Result<Db> {
    if let Target::Sqlite(path) = &config.database
        && !path.exists()
    {
        bail!("there is no database at {}; --data or --database names another", path.display());
    }
    let db = named(config, Db::open_shared(&config.database).await)?;
    let here = named(config, wissel_store::migrate::version(&db).await)?;
    let ours = wissel_store::migrate::MIGRATIONS.len() as i64;
    if here != ours {
        bail!(
            "the database has version {here} and this program is for {ours}; `wissel migrate` brings it up"
        );
    }
    Ok(db)
}

/// The database for whoever wants it alone. A file that is not there is made.
pub(super) async fn alone(config: &Config) -> Result<Db> {
    named(config, Db::open(&config.database).await)
}

/// Says which database it was that could not be opened. A connection URL is not shown: it may hold a password.
fn named<T>(config: &Config, opened: wissel_model::Result<T>) -> Result<T> {
    opened.map_err(|error| match (&config.database, error) {
        // It names the file, and what to do.
        (_, error @ Error::Refused { .. }) => error.into(),
        (Target::Sqlite(path), error) => {
            let told = wrong::sentence(&error);
            let told = told.strip_prefix(&format!("{}: ", path.display())).unwrap_or(&told);
            anyhow!("the database {} cannot be opened: {told}", path.display())
        }
        (Target::Postgres(_), error) => {
            anyhow!(
                "the PostgreSQL database cannot be reached: {}",
                innermost(&wrong::sentence(&error))
            )
        }
    })
}

/// A driver tells each cause inside the next, in the same words over and over: the last one says what it was.
fn innermost(told: &str) -> String {
    let mut parts: Vec<&str> = told.split(": ").collect();
    parts.dedup();
    let begin =
        parts.iter().rposition(|part| WRAPPINGS.contains(&part.trim())).map_or(0, |at| at + 1);
    match &parts[begin..] {
        [] => told.to_owned(),
        rest => rest.join(": "),
    }
}

/// What drivers say around the cause.
const WRAPPINGS: [&str; 4] = [
    "Error occurred while creating a new object",
    "error connecting to server",
    "error communicating with the server",
    "db error",
];

/// Brings a database to this version's shape.
pub(super) async fn up_to_date(db: &Db) -> Result<Applied> {
    Ok(migrate(db, MachineClock.now().as_microsecond()).await?)
}

/// Where the attachments are, with the credentials that the environment holds for a bucket.
pub(super) fn blobs(config: &Config) -> Result<Blobs> {
    let credentials = std::env::vars().filter(|(name, _)| name.starts_with("AWS_"));
    Blobs::open_with(&config.blobs, credentials).context("the attachments cannot be reached")
}

/// The key. A new one is made only while nothing was sealed with another.
///
/// # Errors
/// Refused as asked wrongly when the database holds secrets and the key file is gone: a new key would not open them.
pub(super) async fn key(config: &Config, db: &Db) -> Result<[u8; KEY]> {
    if let Some(key) = data::read_key(&config.data)? {
        return Ok(key);
    }
    let path = data::key_path(&config.data);
    if db.read(channels::all).await?.iter().any(|channel| !channel.secrets.is_empty()) {
        bail!(wrong::Asked(format!(
            "the key file {} is gone, and stored secrets cannot be opened without it: put it back, from a copy or a backup",
            path.display()
        )));
    }
    data::make_key(&config.data, &MachineRandom)
}

/// The desk over an open database.
pub(super) async fn desk(config: &Config, db: Db, base_url: String) -> Result<Desk> {
    let key = key(config, &db).await?;
    Ok(Desk::new(Parts {
        db,
        clock: Arc::new(MachineClock),
        random: Arc::new(MachineRandom),
        blobs: blobs(config)?,
        sealer: Sealer::new(key),
        base_url,
    }))
}

/// The desk for a command beside a running server.
pub(super) async fn desk_beside(config: &Config) -> Result<Desk> {
    let db = beside(config).await?;
    desk(config, db, config.base_url.clone().unwrap_or_default()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_refused_connection_only_the_cause_is_told() {
        for (told, cause) in [
            (
                "Error occurred while creating a new object: error connecting to server: error connecting to server: \
                 Connection refused (os error 111)",
                "Connection refused (os error 111)",
            ),
            (
                "Error occurred while creating a new object: db error: FATAL: database \"x\" does not exist",
                "FATAL: database \"x\" does not exist",
            ),
            ("timeout: timeout", "timeout"),
            ("error connecting to server", "error connecting to server"),
        ] {
            assert_eq!(innermost(told), cause);
        }
    }
}
