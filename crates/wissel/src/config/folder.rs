//! Where the data goes when nobody says so.

use std::env;
use std::path::{Path, PathBuf};

/// `./data` when it is there, else the folder that the XDG Base Directory specification names for a user's data.
pub(super) fn usual() -> PathBuf {
    let here = Path::new("data");
    if here.is_dir() {
        return here.to_owned();
    }
    let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let shared = set("XDG_DATA_HOME").or_else(|| set("HOME").map(|home| home.join(".local/share")));
    shared.map_or_else(|| here.to_owned(), |shared| shared.join("wissel"))
}
