//! Teams, and whom routing reaches through them.

use fixedbitset::FixedBitSet;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A team and who is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Team {
    /// The team's id.
    pub id: i64,
    /// The members that routing reaches.
    pub main: Vec<i64>,
    /// The members that only a hand can give tickets to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extra: Vec<i64>,
}

/// A team, and the places of its main members.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TeamPlaces {
    pub(crate) team: Team,
    pub(crate) main: FixedBitSet,
}
