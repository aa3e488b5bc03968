//! Marks in a document: what a word cannot say. They begin with `=`; the rest are letters and digits.

use wissel_model::{ChannelId, TeamId, UserId};

use super::words::folded;

/// Fields whose words are kept apart.
pub(super) const SUBJECT: &str = "s";
pub(super) const FROM: &str = "f";
pub(super) const TO: &str = "t";
pub(super) const BY: &str = "b";

/// In every document.
pub(super) const EVERY: &str = "=a";
/// Has no owner.
pub(super) const NOBODY: &str = "=on";
/// Has a file.
pub(super) const FILE: &str = "=file";

/// A word of a field.
pub(super) fn of_field(field: &str, word: &str) -> String {
    format!("={field}={word}")
}

pub(super) fn owner(user: UserId) -> String {
    format!("=ou{user}")
}

pub(super) fn owner_team(team: TeamId) -> String {
    format!("=ot{team}")
}

pub(super) fn team(team: TeamId) -> String {
    format!("=t{team}")
}

pub(super) fn channel(channel: ChannelId) -> String {
    format!("=c{channel}")
}

/// A name among those of its kind, folded. What is neither letter nor digit makes no difference.
pub(super) fn named(kind: &str, name: &str) -> String {
    format!("=n{kind}{}", folded(name).concat())
}
