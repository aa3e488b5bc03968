//! The key file: 32 bytes that seal the secrets in the database. Without it they cannot be read again.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use wissel_desk::random::Random;
use wissel_store::seal::KEY;

/// Where the key of a data folder is.
pub(crate) fn path(data: &Path) -> PathBuf {
    data.join("key")
}

/// Reads the key; `None` when there is no key file.
pub(crate) fn read(data: &Path) -> Result<Option<[u8; KEY]>> {
    let path = path(data);
    match fs::read_to_string(&path) {
        Ok(text) => parse(&path, &text).map(Some),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(anyhow!("the key file {} cannot be read: {error}", path.display())),
    }
}

/// Makes a key where there is none. Whoever asks has made sure that no other one is missed.
pub(crate) fn make(data: &Path, random: &dyn Random) -> Result<[u8; KEY]> {
    let mut key = [0; KEY];
    random.fill(&mut key);
    put_back(data, &key)?;
    Ok(key)
}

/// Writes a key file where there is none.
pub(crate) fn put_back(data: &Path, key: &[u8; KEY]) -> Result<()> {
    let path = path(data);
    let mut file =
        create(&path).with_context(|| format!("the key file {} cannot be made", path.display()))?;
    let write = |file: &mut File| {
        writeln!(file, "{}", STANDARD.encode(key))?;
        file.sync_all()
    };
    write(&mut file).with_context(|| format!("the key file {} cannot be written", path.display()))
}

/// What is wrong with the key file, as a sentence that says what to do.
pub(crate) fn check(data: &Path) -> Result<()> {
    let path = path(data);
    let text = fs::read_to_string(&path).map_err(|error| {
        anyhow!("{}: {error}. `wissel serve` makes one for a new desk; if secrets were stored before, put the old one back", path.display())
    })?;
    parse(&path, &text)?;
    if super::open_to_others(&path) {
        bail!("others can read it: chmod 600 {}", path.display());
    }
    Ok(())
}

fn create(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn parse(path: &Path, text: &str) -> Result<[u8; KEY]> {
    let bytes = STANDARD.decode(text.trim()).ok().and_then(|bytes| bytes.try_into().ok());
    match bytes {
        Some(key) => Ok(key),
        None => {
            bail!("the key file {} does not hold a key; put the right one back", path.display())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Sevens;
    impl Random for Sevens {
        fn fill(&self, into: &mut [u8]) {
            into.fill(7);
        }
    }

    #[test]
    fn the_key_is_made_once_and_is_ours_alone() {
        let data = tempfile::tempdir().unwrap();
        assert!(check(data.path()).is_err());
        assert_eq!(read(data.path()).unwrap(), None);
        assert_eq!(make(data.path(), &Sevens).unwrap(), [7; KEY]);
        assert!(make(data.path(), &crate::random::MachineRandom).is_err());
        assert_eq!(read(data.path()).unwrap(), Some([7; KEY]));
        check(data.path()).unwrap();
        assert!(put_back(data.path(), &[8; KEY]).is_err(), "a key that is there stays");
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_can_read_is_told_with_the_remedy() {
        use std::os::unix::fs::PermissionsExt;
        let data = tempfile::tempdir().unwrap();
        make(data.path(), &Sevens).unwrap();
        fs::set_permissions(path(data.path()), fs::Permissions::from_mode(0o644)).unwrap();
        assert!(check(data.path()).unwrap_err().to_string().contains("chmod 600"));
    }

    #[test]
    fn a_damaged_key_is_not_replaced() {
        let data = tempfile::tempdir().unwrap();
        fs::write(path(data.path()), "not a key").unwrap();
        assert!(read(data.path()).is_err());
        assert!(make(data.path(), &Sevens).is_err());
        assert_eq!(fs::read_to_string(path(data.path())).unwrap(), "not a key");
    }
}
