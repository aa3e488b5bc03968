//! A temporary folder that a server without rights can live in.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::account::Account;

/// Removed with everything in it when this value goes.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    /// A folder of our own.
    pub(crate) fn new(purpose: &str) -> Self {
        let folder = tempfile::Builder::new().prefix(&format!("wissel-{purpose}-")).tempdir();
        Self(folder.expect("the temporary folder of the system can be written to"))
    }

    /// A folder of the unprivileged account's own, that others may pass through.
    pub(crate) fn of(account: &Account, purpose: &str) -> Self {
        let folder = Self::new(purpose);
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o711))
            .expect("the folder is ours");
        account.own(folder.path());
        folder
    }

    /// Whether it is left where it is when this value goes, for somebody to look into.
    pub(crate) fn keep(&mut self, keep: bool) {
        self.0.disable_cleanup(keep);
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// The path of something in the folder.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}
