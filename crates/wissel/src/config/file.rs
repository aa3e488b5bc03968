//! `wissel.toml`: the same options, one per line.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Result, anyhow};

use super::Options;

/// Reads it; `None` when it is not there.
pub(super) fn read(path: &Path) -> Result<Option<Options>> {
    match std::fs::read_to_string(path) {
        Ok(text) => {
            parse(&text).map(Some).map_err(|reason| anyhow!("{}: {reason}", path.display()))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(anyhow!("{}: {error}", path.display())),
    }
}

/// A key that nobody knows is refused: it is a misspelt one.
pub(super) fn parse(text: &str) -> Result<Options> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
        anyhow!("line {line}: {}", error.message().replace('\n', " "))
    })
}
