//! Teams: main members are reached by routing, extra members by hand only.

mod change;
mod list;

pub use change::{TeamChange, TeamDraft};
