//! How much room there is.

use std::path::Path;

/// With less than this, in bytes, nothing of any size can be kept: a disk counts as full.
pub(super) const FULL: u64 = 1 << 20;
/// With less than this, in bytes, and less than a twentieth of all, a disk is almost full.
const LOW: u64 = 1 << 30;

/// What a disk has left for us.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// In bytes.
    pub(super) free: u64,
    /// In bytes, used or not.
    all: u64,
    /// Nothing can be written to it, however much is free.
    pub(super) read_only: bool,
}

impl Room {
    pub(super) fn is_low(self) -> bool {
        self.free < LOW && self.free < self.all / 20
    }
}

/// The room of the disk that `place` lies on, if the system can tell.
#[cfg(unix)]
pub(super) fn room(place: &Path) -> Option<Room> {
    use rustix::fs::{StatVfsMountFlags, statvfs};
    let told = statvfs(place).ok()?;
    Some(Room {
        free: told.f_bavail.saturating_mul(told.f_frsize),
        all: told.f_blocks.saturating_mul(told.f_frsize),
        read_only: told.f_flag.contains(StatVfsMountFlags::RDONLY),
    })
}

/// Elsewhere it is told by what fails.
#[cfg(not(unix))]
pub(super) fn room(_: &Path) -> Option<Room> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_disk_is_low_by_its_twentieth_and_a_large_one_by_a_gibibyte() {
        let room = |free, all| Room { free, all, read_only: false };
        assert!(!room(10 << 20, 20 << 20).is_low());
        assert!(room(1 << 20, 30 << 20).is_low());
        assert!(!room(2 << 30, 4_000 << 30).is_low());
        assert!(room(900 << 20, 4_000 << 30).is_low());
    }

    #[cfg(unix)]
    #[test]
    fn the_room_of_a_folder_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let room = room(folder.path()).unwrap();
        assert!(room.all >= room.free && !room.read_only);
    }
}
