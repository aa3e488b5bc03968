//! One server per file: a second one would commit behind the first one's back.

use super::Use;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use wissel_model::{Error, Result};

/// Held as long as the file is open; the operating system frees it however the process ends.
pub(super) struct Lock {
    _file: Option<File>,
}

/// Takes `<file>.lock`, unless the file is shared.
///
/// `database.in_use` when another server has it.
pub(super) fn take(path: &Path, how: Use) -> Result<Lock> {
    if how == Use::Shared {
        return Ok(Lock { _file: None });
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let away = |e: std::io::Error| Error::Unavailable(format!("{}: {e}", name.display()));
    let file =
        OpenOptions::new().create(true).truncate(false).write(true).open(&name).map_err(away)?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: Some(file) }),
        Err(TryLockError::WouldBlock) => Err(Error::Refused {
            code: "database.in_use",
            args: vec![("path", path.display().to_string())],
        }),
        Err(TryLockError::Error(e)) => Err(away(e)),
    }
}
