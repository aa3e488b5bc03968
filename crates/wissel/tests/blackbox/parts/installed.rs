//! Programs that have to be on the machine.

use std::env;
use std::path::PathBuf;

/// The path of a program, or a failure that says how to get it.
pub(crate) fn program(name: &str, package: &str) -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    let system = ["/usr/sbin", "/usr/local/sbin"].map(PathBuf::from);
    let found = env::split_paths(&path)
        .chain(system)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file());
    found.unwrap_or_else(|| {
        panic!(
            "{name} is not installed, and this test needs it. On Debian: apt-get install {package}"
        )
    })
}
