//! Reading a backup's file: once over the whole to see that it is complete, then its parts.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Take};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use wissel_model::Error;

use super::{Blob, Counts, End, Head};

const BLOB: &str = "{\"blob\":";
const END: &str = "{\"end\":";

/// A complete backup.
pub(in crate::cli) struct Reader {
    path: PathBuf,
    pub(in crate::cli) head: Head,
    /// Bytes before the rows, and of the rows.
    rows: (u64, u64),
}

impl Reader {
    /// Looks the whole file through.
    pub(in crate::cli) fn open(path: &Path) -> Result<Self> {
        let told = || format!("{} is not a complete backup", path.display());
        let file =
            File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let mut lines = BufReader::new(file);
        let mut line = String::new();
        let before = lines.read_line(&mut line).with_context(told)? as u64;
        let head: Head = serde_json::from_str(&line).with_context(told)?;
        let (mut length, mut counts, mut end) = (0, Counts { rows: 0, blobs: 0 }, None);
        loop {
            line.clear();
            let read = lines.read_line(&mut line).with_context(told)? as u64;
            if read == 0 {
                break;
            }
            if line.starts_with(END) {
                end = serde_json::from_str::<End>(&line).ok();
            } else if line.starts_with(BLOB) {
                counts.blobs += 1;
            } else {
                length += read;
                counts.rows += u64::from(line.starts_with('['));
            }
        }
        if end.is_none_or(|end| end.end != counts) {
            bail!(told());
        }
        Ok(Self { path: path.to_owned(), head, rows: (before, length) })
    }

    /// The rows' lines.
    pub(in crate::cli) fn rows(
        &self,
    ) -> impl Fn() -> wissel_model::Result<BufReader<Take<File>>> + Send + Sync + use<> {
        let (path, (before, length)) = (self.path.clone(), self.rows);
        move || {
            let open = || {
                let mut file = File::open(&path)?;
                file.seek(SeekFrom::Start(before))?;
                Ok(BufReader::new(file.take(length)))
            };
            open().map_err(|error: std::io::Error| {
                Error::Unavailable(format!("{}: {error}", path.display()))
            })
        }
    }

    /// The attachments, one by one.
    pub(in crate::cli) fn blobs(
        &self,
    ) -> Result<impl Iterator<Item = Result<(String, Vec<u8>)>> + use<>> {
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(self.rows.0 + self.rows.1))?;
        let lines = BufReader::new(file).lines();
        let blobs = lines
            .filter(|line| line.as_ref().is_ok_and(|line| line.starts_with(BLOB)) || line.is_err());
        Ok(blobs.map(|line| {
            let Blob { blob, bytes } = serde_json::from_str(&line?)?;
            Ok((blob, STANDARD.decode(bytes)?))
        }))
    }
}
