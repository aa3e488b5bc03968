//! Has something changed since it was last used? A stamp is a small file with the hash of what was used.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use super::{Outcome, project};

/// What something was made from, and where the hash of the last time is kept.
pub(crate) struct Stamp {
    file: PathBuf,
    now: String,
}

impl Stamp {
    /// Hashes the names and contents of all files in these places. Folders named in `skipped` are left out.
    pub(crate) fn of(name: &str, places: &[PathBuf], skipped: &[&str]) -> Outcome<Self> {
        let mut files = Vec::new();
        for place in places {
            list(place, skipped, &mut files)
                .map_err(|reason| format!("{} cannot be read: {reason}.", place.display()))?;
        }
        files.sort();
        let mut hasher = DefaultHasher::new();
        for file in files {
            let content = fs::read(&file)
                .map_err(|reason| format!("{} cannot be read: {reason}.", file.display()))?;
            hasher.write(file.as_os_str().as_encoded_bytes());
            hasher.write_usize(content.len());
            hasher.write(&content);
        }
        let file = project::target().join("xtask").join(name);
        Ok(Self { file, now: format!("{:016x}", hasher.finish()) })
    }

    /// Nothing changed since [`Stamp::set`].
    pub(crate) fn is_current(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|then| then == self.now)
    }

    /// Remembers that it was used as it is now.
    pub(crate) fn set(&self) -> Outcome {
        let folder = self.file.parent().expect("a stamp lies in a folder under target");
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&self.file, &self.now))
            .map_err(|reason| format!("{} cannot be written: {reason}.", self.file.display()))
    }
}

fn list(place: &Path, skipped: &[&str], files: &mut Vec<PathBuf>) -> io::Result<()> {
    if place.is_file() {
        files.push(place.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(place)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !skipped.contains(&name.as_ref()) {
            list(&path, skipped, files)?;
        }
    }
    Ok(())
}
