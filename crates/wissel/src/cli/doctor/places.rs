//! Folders and files.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::cli::open;
use crate::config::Config;
use crate::data;

/// Bytes that stay in the store once they were written: the same ones each time.
const SAMPLE: &[u8] = b"wissel doctor was here\n";

/// The data folder is there, ours alone, and can be written to.
pub(super) fn folder(data: &Path) -> Result<String> {
    let Ok(found) = std::fs::metadata(data) else {
        bail!("{} is not there; `wissel serve` makes it, --data names another", data.display());
    };
    if !found.is_dir() {
        bail!("{} is not a folder; --data names one", data.display());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if found.permissions().mode() & 0o077 != 0 {
            bail!("others can look into it: chmod 700 {}", data.display());
        }
    }
    tempfile(data).with_context(|| format!("{} cannot be written to; give it to the server's user", data.display()))?;
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

fn tempfile(folder: &Path) -> std::io::Result<()> {
    let path = folder.join(".doctor");
    std::fs::write(&path, SAMPLE)?;
    std::fs::remove_file(path)
}
