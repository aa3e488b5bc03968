//! The answer with everybody who was looked at.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Distribution, Outcome, Person, Reason, Step};

/// A decision with everybody who was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Explanation {
    /// The answer, equal to what [`crate::decide`] gives.
    pub outcome: Outcome,
    /// How one was picked from several.
    pub distribution: Distribution,
    /// What a random pick was made from; absent when chance had no part in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// The steps tried, in order; only the last can have found somebody.
    pub steps: Vec<StepTried>,
}

/// One step that was tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StepTried {
    /// Which.
    pub step: Step,
    /// Those who could take it, best first where the distribution ranks; then those who could not; then extra members.
    pub candidates: Vec<Candidate>,
    /// Teams the step names that do not exist.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing_teams: Vec<i64>,
}

/// One person who was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Candidate {
    /// Their id.
    pub user: i64,
    /// Whether they got it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub chosen: bool,
    /// The first reason they could not take it; absent when they could.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// How many tickets they have open in total.
    pub open: u32,
    /// How many they may have open in total, if there is a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// Their last assignment in the growing sequence; 0 for never.
    pub last_assigned: i64,
}

impl Candidate {
    /// The facts about somebody who was looked at; `person` is `None` when the roster does not know them.
    pub(crate) fn new(user: i64, person: Option<&Person>, reason: Option<Reason>) -> Self {
        Candidate {
            user,
            chosen: false,
            reason,
            open: person.map_or(0, |person| person.open[0]),
            most: person.and_then(|person| person.most[0]),
            last_assigned: person.map_or(0, |person| person.last_assigned),
        }
    }

    /// Whether they could take it.
    #[must_use]
    pub const fn eligible(&self) -> bool {
        self.reason.is_none()
    }
}
