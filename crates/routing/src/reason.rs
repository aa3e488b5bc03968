//! Why a person cannot take a ticket.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Kind, Person};

/// The first thing that keeps a person from a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// The rule names somebody who does not exist.
    UnknownUser,
    /// They no longer work here.
    Inactive,
    /// They have no service seat.
    NoSeat,
    /// They may not see any ticket.
    NoAccess,
    /// They are away.
    Away {
        /// Since when, in UTC microseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<i64>,
        /// Until when, in UTC microseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<i64>,
        /// What they said about it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Nobody can tell whether they are there.
    AvailabilityUnknown,
    /// They have as many tickets open as they may.
    AtCapacity {
        /// Open now.
        open: u32,
        /// Allowed.
        most: u32,
    },
    /// They have as many tickets of this kind open as they may.
    AtKindCapacity {
        /// The kind that is full.
        kind: Kind,
        /// Open now.
        open: u32,
        /// Allowed.
        most: u32,
    },
    /// The rule reaches them only through a team they are an extra member of, and that does not count.
    ExtraMemberOnly {
        /// That team.
        team: i64,
    },
    /// They already had one in this round, and somebody else has not.
    HadTurn,
}

impl Reason {
    /// The stable name of this reason, the same as `code` in its JSON.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Reason::UnknownUser => "unknown_user",
            Reason::Inactive => "inactive",
            Reason::NoSeat => "no_seat",
            Reason::NoAccess => "no_access",
            Reason::Away { .. } => "away",
            Reason::AvailabilityUnknown => "availability_unknown",
            Reason::AtCapacity { .. } => "at_capacity",
            Reason::AtKindCapacity { .. } => "at_kind_capacity",
            Reason::ExtraMemberOnly { .. } => "extra_member_only",
            Reason::HadTurn => "had_turn",
        }
    }

    /// Whether the person would have got it, had they surely been there.
    #[must_use]
    pub const fn is_absence(&self) -> bool {
        matches!(self, Reason::Away { .. } | Reason::AvailabilityUnknown)
    }
}

/// The one source of truth: the first reason this person cannot take a ticket of this kind, or `None` if they can.
///
/// `person` is `None` for an id the roster does not know. With `only_available` off, absence is ignored.
/// Being reached (named, or a main member of a named team) and round robin's turns are the step's business, not the person's.
#[must_use]
pub fn why_not(person: Option<&Person>, kind: Kind, only_available: bool) -> Option<Reason> {
    let Some(person) = person else {
        return Some(Reason::UnknownUser);
    };
    person
        .barred()
        .or_else(|| if only_available { person.absent() } else { None })
        .or_else(|| person.full(kind))
}
