//! The facts about one user that routing looks at.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Kind, Reason};

/// Open tickets: index 0 is the total, the rest are the kinds at [`Kind::index`].
pub type Counts = [u32; 1 + Kind::ALL.len()];

/// The most open tickets allowed, in the shape of [`Counts`]; `None` is no limit.
pub type Limits = [Option<u32>; 1 + Kind::ALL.len()];

/// What a user may see. Whoever may see nothing is never routed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// No tickets at all.
    None,
    /// Only tickets they own.
    Own,
    /// Their own team's tickets.
    Team,
    /// Every ticket.
    All,
}

/// Whether a user is there to take tickets, worked out by the caller for the moment of the decision.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// There, and free to be given tickets.
    Available,
    /// Not there.
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
    /// Nobody can tell, which is treated as not there.
    Unknown,
}

/// One user, as routing sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Person {
    /// The user's id.
    pub id: i64,
    /// Whether they still work here.
    pub active: bool,
    /// Whether they have a service seat.
    pub seat: bool,
    /// What they may see.
    pub access: Access,
    /// Whether they are there.
    pub presence: Presence,
    /// How many tickets they have open.
    #[schema(value_type = Vec<u32>)]
    pub open: Counts,
    /// How many they may have open.
    #[serde(default, skip_serializing_if = "limitless")]
    #[schema(value_type = Vec<Option<u32>>)]
    pub most: Limits,
    /// A sequence that grows with every assignment; 0 when they never got one.
    pub last_assigned: i64,
}

/// The predicates every filter is made of. The order of the questions is [`crate::why_not`]'s.
impl Person {
    /// Why this person can never be routed to as things are set up, whatever the hour.
    pub(crate) fn barred(&self) -> Option<Reason> {
        if !self.active {
            Some(Reason::Inactive)
        } else if !self.seat {
            Some(Reason::NoSeat)
        } else if self.access == Access::None {
            Some(Reason::NoAccess)
        } else {
            None
        }
    }

    /// Whether they are surely there. An allow-list: anything but available is not.
    pub(crate) fn is_available(&self) -> bool {
        self.presence == Presence::Available
    }

    /// How this person is absent, if they are.
    pub(crate) fn absent(&self) -> Option<Reason> {
        match &self.presence {
            Presence::Available => None,
            Presence::Away { since, until, reason } => {
                Some(Reason::Away { since: *since, until: *until, reason: reason.clone() })
            }
            Presence::Unknown => Some(Reason::AvailabilityUnknown),
        }
    }

    /// Which limit leaves no room for one more ticket of this kind: the total first, then the kind's own.
    pub(crate) fn full(&self, kind: Kind) -> Option<Reason> {
        let over = |at: usize| {
            self.most[at].filter(|most| self.open[at] >= *most).map(|most| (self.open[at], most))
        };
        over(0).map(|(open, most)| Reason::AtCapacity { open, most }).or_else(|| {
            over(kind.index()).map(|(open, most)| Reason::AtKindCapacity { kind, open, most })
        })
    }
}

fn limitless(most: &Limits) -> bool {
    most.iter().all(Option::is_none)
}
