//! Tickets: status, priority, owner, and what their standing means for counts and loads.

use crate::words::words;
use crate::{TeamId, UserId};

words! {
    /// How urgent a ticket is. The waiting line is served urgent first.
    Priority {
        /// Can wait.
        Low = "low",
        /// The usual.
        Normal = "normal",
        /// Before the usual.
        High = "high",
        /// Before everything else.
        Urgent = "urgent",
    }
}

impl Priority {
    /// Order in the line: the lower, the earlier.
    #[must_use]
    pub const fn rank(self) -> i64 {
        match self {
            Self::Urgent => 0,
            Self::High => 1,
            Self::Normal => 2,
            Self::Low => 3,
        }
    }
}

/// Keys of the statuses that every desk has; a desk may rename them and add its own.
pub mod status {
    /// Nobody has looked at it yet.
    pub const NEW: &str = "new";
    /// Being worked on.
    pub const OPEN: &str = "open";
    /// The contact has to answer.
    pub const WAITING_ON_CONTACT: &str = "waiting_on_contact";
    /// We have to do something first.
    pub const WAITING_ON_US: &str = "waiting_on_us";
    /// Done.
    pub const CLOSED: &str = "closed";
}

/// Who a ticket belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Owner {
    /// One person.
    User(UserId),
    /// A team and nobody in it: any member may take it.
    Team(TeamId),
}

impl Owner {
    /// The person, if it is one.
    #[must_use]
    pub const fn user(self) -> Option<UserId> {
        match self {
            Self::User(id) => Some(id),
            Self::Team(_) => None,
        }
    }

    /// The team, if it is one.
    #[must_use]
    pub const fn team(self) -> Option<TeamId> {
        match self {
            Self::Team(id) => Some(id),
            Self::User(_) => None,
        }
    }
}

words! {
    /// Which way a message went.
    Direction {
        /// From the contact to us.
        In = "in",
        /// From us to the contact.
        Out = "out",
    }
}

words! {
    /// How far a message has come.
    MessageState {
        /// It reached us.
        Received = "received",
        /// Ours, waiting to be sent.
        Queued = "queued",
        /// Handed to the next server.
        Sent = "sent",
        /// Given up after retries; the reason stands beside it.
        Failed = "failed",
        /// Came back to us as undeliverable.
        Bounced = "bounced",
    }
}

words! {
    /// Who sees a view that somebody made.
    Sharing {
        /// Its maker alone.
        Private = "private",
        /// The members of a team.
        Team = "team",
        /// Everybody who works on tickets.
        Everybody = "everybody",
    }
}
