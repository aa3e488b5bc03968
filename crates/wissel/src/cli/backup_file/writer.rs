//! Writing a backup's file.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use wissel_model::Error;

use super::{Blob, Counts, End, Head};

/// A file that is being written, readable by nobody else.
pub(in crate::cli) struct Writer(BufWriter<File>);

impl Writer {
    /// Begins it, and begins it again if it was begun before.
    pub(in crate::cli) fn begin(path: &Path, head: &Head) -> wissel_model::Result<Self> {
        let begun = || -> io::Result<Self> {
            let mut writer = Self(BufWriter::new(open(
                OpenOptions::new().write(true).create(true).truncate(true),
                path,
            )?));
            writer.line(head)?;
            Ok(writer)
        };
        begun().map_err(|error| {
            Error::Unavailable(format!("{} cannot be written: {error}", path.display()))
        })
    }

    /// Goes on where the rows end.
    pub(in crate::cli) fn go_on(path: &Path) -> Result<Self> {
        let file = open(OpenOptions::new().append(true), path);
        Ok(Self(BufWriter::new(
            file.with_context(|| format!("{} cannot be written", path.display()))?,
        )))
    }

    pub(in crate::cli) fn blob(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        Ok(self.line(&Blob { blob: name.to_owned(), bytes: STANDARD.encode(bytes) })?)
    }

    /// Ends it; it is on the disk when this returns.
    pub(in crate::cli) fn end(mut self, rows: u64, blobs: usize) -> Result<()> {
        self.line(&End { end: Counts { rows, blobs: blobs as u64 } })?;
        self.0.flush()?;
        Ok(self.0.get_ref().sync_all()?)
    }

    fn line(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, value)?;
        self.0.write_all(b"\n")
    }
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options.open(path)
}
