//! A disk of a few megabytes, which can be filled up and made read-only. Only root may have one.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A disk at a folder, which is there until this value goes.
pub(crate) struct Disk(PathBuf);

impl Disk {
    /// Makes the folder a disk of its own; nothing when this machine does not let us, and the tests need not have it.
    pub(crate) fn at(folder: &Path, megabytes: u32) -> Option<Self> {
        fs::create_dir_all(folder).expect("the folder is ours");
        let size = format!("size={megabytes}m,mode=700");
        let said = mount(&["-t", "tmpfs", "-o", &size, "tmpfs"], folder);
        let Err(why) = said else { return Some(Self(folder.to_owned())) };
        let required = std::env::var("WISSEL_TEST_REQUIRE_PARTS").is_ok_and(|value| value == "1");
        assert!(!required, "a disk cannot be mounted, and WISSEL_TEST_REQUIRE_PARTS is set: {why}");
        println!("LEFT OUT: a disk cannot be mounted ({why}); as root it can");
        None
    }

    /// Leaves no room on it at all.
    pub(crate) fn fill(&self) {
        let mut file = fs::File::create(self.filler()).expect("there is room for a name");
        for size in [1 << 20, 1 << 12, 1] {
            let piece = vec![7; size];
            while file.write_all(&piece).is_ok() {}
        }
    }

    /// Makes the room again.
    pub(crate) fn empty(&self) {
        fs::remove_file(self.filler()).expect("it was filled");
    }

    /// Lets nobody write to it, or everybody again.
    pub(crate) fn read_only(&self, only: bool) {
        let how = if only { "remount,ro" } else { "remount,rw" };
        mount(&["-o", how], &self.0).expect("it is our disk");
    }

    fn filler(&self) -> PathBuf {
        self.0.join("filler")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: whoever still has a file open on it ends soon.
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

fn mount(arguments: &[&str], folder: &Path) -> Result<(), String> {
    let output = Command::new("mount").args(arguments).arg(folder).output();
    let output = output.map_err(|reason| reason.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    if output.status.success() { Ok(()) } else { Err(said) }
}
