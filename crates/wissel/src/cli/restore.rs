//! `wissel restore FILE`: a backup put back, where there is nothing yet. It may have been made on the other database.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;
use wissel_model::Clock;
use wissel_store::copy::import;
use wissel_store::migrate::{MIGRATIONS, apply};

use super::backup_file::Reader;
use super::open;
use crate::clock::MachineClock;
use crate::config::Config;
use crate::data;

/// Where from. Where to is said by --data, --database and --blobs.
#[derive(Debug, Args)]
pub(super) struct Restore {
    /// A file that `wissel backup` made
    #[arg(value_name = "FILE")]
    from: PathBuf,
}

/// Puts the attachments back first, so that no row points at nothing, and the key last.
pub(super) async fn restore(config: &Config, asked: &Restore) -> Result<ExitCode> {
    let backup = Reader::open(&asked.from)?;
    let Some(shape) =
        usize::try_from(backup.head.schema).ok().and_then(|version| MIGRATIONS.get(..version))
    else {
        bail!("the backup was made by a later version of wissel; install that version first");
    };
    if data::key_path(&config.data).exists() {
        bail!("{} is a desk already; restore never overwrites one", config.data.display());
    }
    data::prepare(config)?;
    let now = MachineClock.now().as_microsecond();
    let db = open::alone(config).await?;
    // The shape it was made in, then its rows, then what has changed since.
    apply(&db, now, shape).await?;
    let blobs = open::blobs(config)?;
    let mut files = 0;
    for blob in backup.blobs()? {
        let (name, bytes) = blob?;
        let kept = blobs.put(bytes.into()).await.with_context(|| format!("attachment {name}"))?;
        if kept.to_string() != name {
            bail!("attachment {name} of the backup is damaged");
        }
        files += 1;
    }
    let rows = import(&db, backup.rows()).await?;
    open::up_to_date(&db).await?;
    data::put_back_key(&config.data, &backup.head.key)?;
    db.close().await;
    println!("restored {rows} rows and {files} files, as they were at {}", backup.head.made_at);
    Ok(ExitCode::SUCCESS)
}
