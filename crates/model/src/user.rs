//! People who sign in: role, ticket access and what they said of their availability.

use jiff::Timestamp;

use crate::words::words;
use crate::{TeamId, UserId};

words! {
    /// What a user may change.
    Role {
        /// Changes people, teams, channels and rules.
        Admin = "admin",
        /// Works on tickets.
        Agent = "agent",
    }
}

words! {
    /// Which tickets a user sees. "None" is never routed to.
    Access {
        /// Every ticket.
        All = "all",
        /// Their own, their teams', their main team's colleagues', and the unassigned ones.
        Team = "team",
        /// Only those they own.
        Own = "own",
        /// No ticket at all.
        None = "none",
    }
}

words! {
    /// Available or away: what a person chose, or what follows from it now.
    Presence {
        /// Takes tickets.
        Available = "available",
        /// Does not take tickets.
        Away = "away",
    }
}

words! {
    /// How a user belongs to a team.
    Membership {
        /// Routing reaches main members. A user has at most one main team.
        Main = "main",
        /// May be given the team's tickets by hand; routing never reaches them.
        Extra = "extra",
    }
}

words! {
    /// The languages that every text exists in.
    Language {
        /// English.
        En = "en",
        /// Dutch.
        Nl = "nl",
    }
}

/// A choice made by hand, until it runs out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Available or away.
    pub presence: Presence,
    /// Why, in the person's own words.
    pub reason: Option<String>,
    /// From when.
    pub since: Timestamp,
    /// When it ends by itself.
    pub until: Option<Timestamp>,
    /// Who chose it, when it was somebody else.
    pub set_by: Option<UserId>,
}

/// What a person is at a moment. `None` of a presence means: nobody knows, so not available.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Availability {
    /// Available, away, or unknown.
    pub presence: Option<Presence>,
    /// Since when, if known.
    pub since: Option<Timestamp>,
    /// Until when, if it was said.
    pub until: Option<Timestamp>,
    /// The reason given.
    pub reason: Option<String>,
}

/// Computes availability at `now` from the choice made by hand.
///
/// A choice holds until its end, and from then on its opposite does: who said "away until two" is
/// expected back at two. Without any choice nothing is known, and unknown is not available.
#[must_use]
pub fn availability(choice: Option<&Choice>, now: Timestamp) -> Availability {
    let Some(choice) = choice else {
        return Availability { presence: None, since: None, until: None, reason: None };
    };
    match choice.until {
        Some(until) if until <= now => {
            let presence = match choice.presence {
                Presence::Away => Presence::Available,
                Presence::Available => Presence::Away,
            };
            Availability { presence: Some(presence), since: Some(until), until: None, reason: None }
        }
        until => Availability {
            presence: Some(choice.presence),
            since: Some(choice.since),
            until,
            reason: choice.reason.clone(),
        },
    }
}

/// The teams of one user.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Teams {
    /// The one team whose routed tickets reach them.
    pub main: Option<TeamId>,
    /// The teams they help out in.
    pub extra: Vec<TeamId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn choice(presence: Presence, until: Option<i64>) -> Choice {
        Choice { presence, reason: None, since: at(10), until: until.map(at), set_by: None }
    }

    #[test]
    fn nothing_known_is_not_available() {
        assert_eq!(availability(None, at(0)).presence, None);
    }

    #[test]
    fn away_until_a_moment_is_available_from_that_moment_on() {
        let away = choice(Presence::Away, Some(20));
        assert_eq!(availability(Some(&away), at(19)).presence, Some(Presence::Away));
        assert_eq!(availability(Some(&away), at(20)).presence, Some(Presence::Available));
        assert_eq!(availability(Some(&away), at(20)).since, Some(at(20)));
    }

    #[test]
    fn available_until_a_moment_is_away_from_that_moment_on() {
        let here = choice(Presence::Available, Some(20));
        assert_eq!(availability(Some(&here), at(19)).presence, Some(Presence::Available));
        assert_eq!(availability(Some(&here), at(25)).presence, Some(Presence::Away));
    }
}
