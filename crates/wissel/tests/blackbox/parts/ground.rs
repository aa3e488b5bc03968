//! What can be taken from under a server: its disk, its clock.

use super::clock::TurnedClock;

/// What a server stands on, where that is not the machine's.
#[derive(Default)]
pub(crate) struct Ground {
    /// A disk of its own for its data folder, or only for its attachments.
    pub(crate) disk: Option<&'static str>,
    /// A clock that can be turned.
    pub(crate) clock: Option<TurnedClock>,
}
