//! One ticket, as routing sees it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Kind;

/// One ticket that wants an owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask<'a> {
    /// The kind of channel it came through.
    pub kind: Kind,
    /// The owner of its contact, if the contact is known for certain and has one.
    pub contact_owner: Option<i64>,
    /// How long it has been waiting for an owner, in whole minutes.
    pub waited_minutes: u32,
    /// Decides a random pick, and nothing else. Keep it below 2^53, so that a browser can read it back exactly.
    pub seed: u64,
    /// Round robin: the users who already had one in this cycle, in any order.
    pub turns: &'a [i64],
}

/// An [`Ask`] that owns what it holds, to be written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Asked {
    /// See [`Ask::kind`].
    pub kind: Kind,
    /// See [`Ask::contact_owner`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_owner: Option<i64>,
    /// See [`Ask::waited_minutes`].
    pub waited_minutes: u32,
    /// See [`Ask::seed`].
    pub seed: u64,
    /// See [`Ask::turns`]; only those who were looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub turns: Vec<i64>,
}

impl Asked {
    /// The question itself.
    #[must_use]
    pub fn ask(&self) -> Ask<'_> {
        Ask {
            kind: self.kind,
            contact_owner: self.contact_owner,
            waited_minutes: self.waited_minutes,
            seed: self.seed,
            turns: &self.turns,
        }
    }
}
