//! `wissel backup DIR|FILE`: database, attachments and key in one file, while the server runs.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;
use wissel_model::Clock;
use wissel_store::copy::export;

use super::backup_file::{Head, Writer};
use super::open;
use crate::clock::MachineClock;
use crate::config::Config;

/// Where to.
#[derive(Debug, Args)]
pub(super) struct Backup {
    /// A new file, or a folder in which one is made. It holds the key: keep it as safe as the data folder
    #[arg(value_name = "DIR|FILE")]
    to: PathBuf,
}

/// Writes the backup under a name of its own, and gives it its name when it is complete.
pub(super) async fn backup(config: &Config, asked: &Backup) -> Result<ExitCode> {
    let db = open::beside(config).await?;
    let blobs = open::blobs(config)?;
    let to = name(&asked.to);
    if to.exists() {
        bail!("{} is there already; backups are never overwritten", to.display());
    }
    let head = Head {
        made_at: MachineClock.now(),
        schema: wissel_store::migrate::version(&db).await?,
        key: open::key(config, &db).await?,
    };
    let part = PathBuf::from(format!("{}.part", to.display()));
    let begun = part.clone();
    let done = export(&db, move || Writer::begin(&begun, &head)).await?;
    let mut file = Writer::go_on(&part)?;
    for name in &done.blobs {
        let bytes =
            blobs.get(&name.parse()?).await.with_context(|| format!("attachment {name}"))?;
        file.blob(name, &bytes)?;
    }
    file.end(done.rows, done.blobs.len())?;
    std::fs::rename(&part, &to)
        .with_context(|| format!("{} cannot get its name", part.display()))?;
    println!("{}: {} rows and {} files", to.display(), done.rows, done.blobs.len());
    db.close().await;
    Ok(ExitCode::SUCCESS)
}

fn name(to: &Path) -> PathBuf {
    if to.is_dir() {
        to.join(format!("wissel-{}.backup", MachineClock.now().strftime("%Y%m%dT%H%M%SZ")))
    } else {
        to.to_owned()
    }
}
