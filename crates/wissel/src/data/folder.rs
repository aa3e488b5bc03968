//! The data folder and what lies in it: ours alone, also when somebody else made the folder.

use std::fs::{DirBuilder, OpenOptions};
use std::path::Path;

use anyhow::{Context, Result};
use wissel_store::Target;

use crate::config::Config;

/// Makes what is missing of the folder, the database's file and the attachments' folder, readable by nobody else.
pub(crate) fn prepare(config: &Config) -> Result<()> {
    make(&config.data)
        .with_context(|| format!("the data folder {} cannot be made", config.data.display()))?;
    if let Target::Sqlite(path) = &config.database {
        // SQLite gives the files beside it the same rights.
        touch(path).with_context(|| format!("the database {} cannot be made", path.display()))?;
    }
    if !config.blobs.contains("://") {
        make(Path::new(&config.blobs))
            .with_context(|| format!("the folder {} cannot be made", config.blobs))?;
    }
    Ok(())
}

fn make(folder: &Path) -> std::io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn touch(file: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}

/// Whether other users of this machine could read it. What is not there they cannot.
#[cfg(unix)]
pub(crate) fn open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o077 != 0)
}

/// Rights are told otherwise here.
#[cfg(not(unix))]
pub(crate) fn open_to_others(_: &Path) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::config::Options;

    #[test]
    fn what_is_made_is_ours_alone_also_in_a_folder_that_is_not() {
        let outer = tempfile::tempdir().unwrap();
        for name in [".", "new"] {
            let data = outer.path().join(name);
            let options = Options { data: Some(data.clone()), ..Options::default() };
            let config = Config::settle(options).unwrap();
            prepare(&config).unwrap();
            prepare(&config).unwrap();
            assert!(
                !open_to_others(&data.join("desk.db")) && !open_to_others(&data.join("blobs")),
                "{name}"
            );
        }
        assert!(!open_to_others(&outer.path().join("new")));
    }
}
