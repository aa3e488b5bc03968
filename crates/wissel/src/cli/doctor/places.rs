//! Folders and files.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wissel_store::Target;

use crate::cli::open;
use crate::config::Config;
use crate::data;

/// Bytes that stay in the store once they were written: the same ones each time.
const SAMPLE: &[u8] = b"wissel doctor was here\n";

/// The data folder is there, can be written to, and others cannot read what lies in it.
pub(super) fn folder(config: &Config) -> Result<String> {
    let folder = &config.data;
    if !folder.is_dir() {
        bail!("{} is not there; `wissel serve` makes it, --data names another", folder.display());
    }
    touch(folder).with_context(|| {
        format!("{} cannot be written to; give it to the server's user", folder.display())
    })?;
    let mut inside = vec![PathBuf::from(&config.blobs)];
    if let Target::Sqlite(file) = &config.database {
        inside.push(file.clone());
    }
    // Whoever cannot enter the folder reads nothing in it.
    if let Some(open) =
        inside.iter().find(|path| data::open_to_others(folder) && data::open_to_others(path))
    {
        bail!("others can read {}: chmod 700 {}", open.display(), folder.display());
    }
    Ok("ours alone".to_owned())
}

/// The key file is there, ours alone, and holds a key.
pub(super) fn key(data: &Path) -> Result<String> {
    data::check_key(data)?;
    Ok("ours alone".to_owned())
}

/// The place of the attachments takes something and gives it back.
pub(super) async fn blobs(config: &Config) -> Result<String> {
    let blobs = open::blobs(config)?;
    let digest = blobs.put(SAMPLE.into()).await?;
    let back = blobs.get(&digest).await?;
    if back != SAMPLE {
        bail!("{} gives back other bytes than it was given", config.blobs);
    }
    Ok(config.blobs.clone())
}

fn touch(folder: &Path) -> std::io::Result<()> {
    let path = folder.join(".doctor");
    std::fs::write(&path, SAMPLE)?;
    std::fs::remove_file(path)
}
