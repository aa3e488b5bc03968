//! A clock that can be turned: libfaketime between a server and the system's.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::folder::Folder;
use super::installed;

/// The clock of one server. Nobody else's is turned.
pub(crate) struct TurnedClock {
    folder: Folder,
}

impl TurnedClock {
    /// It shows the true time.
    pub(crate) fn new() -> Self {
        let clock = Self { folder: Folder::new("clock") };
        clock.turn(0);
        clock
    }

    /// Has it show the true time and so many seconds more.
    pub(crate) fn turn(&self, seconds: i64) {
        // Put in place whole: the server reads it each time it asks.
        let new = self.folder.file("new");
        fs::write(&new, format!("{seconds:+}\n")).expect("the folder is ours");
        fs::rename(&new, self.file()).expect("the folder is ours");
    }

    /// Has a server that is yet to be started go by this clock. How long things take is measured truly all the same.
    pub(crate) fn set_for(&self, command: &mut Command) {
        installed::program("faketime", "faketime");
        let libraries = ["/usr/lib", "/usr/lib64"].map(PathBuf::from);
        let folders = libraries.iter().flat_map(|folder| {
            let inside = fs::read_dir(folder).into_iter().flatten().flatten();
            inside.map(|entry| entry.path()).chain([folder.clone()])
        });
        let library = folders
            .map(|folder| folder.join("faketime/libfaketimeMT.so.1"))
            .find(|file| file.is_file())
            .expect("faketime brings its library");
        command
            .env("LD_PRELOAD", library)
            .env("FAKETIME_TIMESTAMP_FILE", self.file())
            .env("FAKETIME_NO_CACHE", "1")
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .env("DONT_FAKE_MONOTONIC", "1");
    }

    fn file(&self) -> PathBuf {
        self.folder.file("offset")
    }
}
