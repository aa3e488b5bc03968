//! The answer to "who gets this ticket".

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The part of a rule that was being tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The owner of the ticket's contact.
    ContactOwner,
    /// The rule's users and teams.
    Candidates,
    /// The users and teams that stand in for the contact's owner.
    Fallback,
    /// The users and teams that help out after a time.
    Overflow,
}

/// What decided between people who ranked the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TieBreak {
    /// Whoever was given a ticket longest ago.
    LeastRecent,
    /// That was equal too, so the lowest id.
    LowestId,
}

/// What becomes of a ticket that nobody can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "then", rename_all = "snake_case")]
pub enum Then {
    /// It stays unassigned.
    LeftUnassigned,
    /// It waits in line.
    Waiting,
    /// It waits in line, and others may take it later.
    OverflowLater {
        /// When, in minutes counted from the moment it began to wait.
        at_minutes: u32,
    },
}

/// The answer to "who gets this ticket".
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    /// This user gets it.
    Assigned {
        /// The user's id.
        user: i64,
        /// The part of the rule that found them.
        step: Step,
        /// What decided between equals, if there were any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tie_break: Option<TieBreak>,
        /// Round robin: everybody who could take it had had a turn, so a new round began. See [`crate::turns_after`].
        #[serde(default, skip_serializing_if = "no")]
        new_cycle: bool,
        /// The contact's owner was away or could not be seen to be there, and is to be sent the submission.
        #[serde(default, skip_serializing_if = "no")]
        mail_owner: bool,
    },
    /// Nobody can take it.
    Nobody {
        /// What becomes of it.
        #[serde(flatten)]
        then: Then,
        /// As for an assigned ticket. It is said at every decision, so whoever mails does so once a ticket.
        #[serde(default, skip_serializing_if = "no")]
        mail_owner: bool,
    },
    /// The rule assigns to no one.
    NoOne,
}

impl Outcome {
    /// The user who gets it, if anybody does.
    #[must_use]
    pub const fn user(&self) -> Option<i64> {
        match self {
            Outcome::Assigned { user, .. } => Some(*user),
            Outcome::Nobody { .. } | Outcome::NoOne => None,
        }
    }

    /// Whether the contact's owner is to be sent the submission.
    #[must_use]
    pub const fn mail_owner(&self) -> bool {
        match self {
            Outcome::Assigned { mail_owner, .. } | Outcome::Nobody { mail_owner, .. } => {
                *mail_owner
            }
            Outcome::NoOne => false,
        }
    }

    /// Whether the ticket stands in the waiting line after this.
    #[must_use]
    pub const fn waits(&self) -> bool {
        matches!(self, Outcome::Nobody { then: Then::Waiting | Then::OverflowLater { .. }, .. })
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn no(flag: &bool) -> bool {
    !*flag
}
