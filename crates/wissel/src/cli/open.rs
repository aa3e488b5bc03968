//! Opening what commands work on.

use std::sync::Arc;

use anyhow::{Context, Result};
use wissel_desk::{Desk, Parts};
use wissel_model::Clock;
use wissel_store::blobs::Blobs;
use wissel_store::migrate::{Applied, migrate};
use wissel_store::seal::Sealer;
use wissel_store::{Db, Target};

use crate::clock::MachineClock;
use crate::config::Config;
use crate::data;
use crate::random::MachineRandom;

/// The database beside a running server, in this version's shape. A file that is not there is not made.
pub(super) async fn beside(config: &Config) -> Result<Db> {
    if let Target::Sqlite(path) = &config.database
        && !path.exists()
    {
        anyhow::bail!(
            "there is no database at {}; --data or --database names another",
            path.display()
        );
    }
    let db = Db::open_shared(&config.database).await?;
    let here = wissel_store::migrate::version(&db).await?;
    let ours = wissel_store::migrate::MIGRATIONS.len() as i64;
    if here != ours {
        anyhow::bail!(
            "the database has version {here} and this program is for {ours}; `wissel migrate` brings it up"
        );
    }
    Ok(db)
}

/// Brings a database to this version's shape.
pub(super) async fn up_to_date(db: &Db) -> Result<Applied> {
    Ok(migrate(db, MachineClock.now().as_microsecond()).await?)
}

/// Where the attachments are, with the credentials that the environment holds for a bucket.
pub(super) fn blobs(config: &Config) -> Result<Blobs> {
    let credentials = std::env::vars().filter(|(name, _)| name.starts_with("AWS_"));
    Blobs::open_with(&config.blobs, credentials).context("the attachments cannot be reached")
}

/// The desk over an open database.
pub(super) fn desk(config: &Config, db: Db, base_url: String) -> Result<Desk> {
    let key = data::take_key(&config.data, &MachineRandom)?;
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
    desk(config, db, config.base_url.clone().unwrap_or_default())
}
