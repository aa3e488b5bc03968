//! What a channel wants: its routing rule.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Step;

/// Whom a channel's tickets go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Assign {
    /// Nobody: tickets stay unassigned.
    #[default]
    NoOne,
    /// The users named and the main members of the teams named.
    UsersAndTeams,
    /// The owner of the ticket's contact, else the fallback.
    ContactOwner,
}

/// How one is picked from several who can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Distribution {
    /// Whoever has the fewest tickets open.
    #[default]
    Balanced,
    /// Anyone, with equal chances.
    Random,
    /// Each gets one before anyone gets a second.
    RoundRobin,
}

/// Users and teams, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Pool {
    /// Users, named one by one.
    pub users: Vec<i64>,
    /// Teams, of which only the main members count.
    pub teams: Vec<i64>,
}

/// What happens to a ticket that nobody can take.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum WhenNobody {
    /// It stays unassigned.
    #[default]
    LeaveUnassigned,
    /// It waits until somebody can.
    WaitInLine,
    /// It waits, and after a time others may take it as well.
    Overflow {
        /// How long it waits first, in minutes, 1 to 1440.
        #[schema(minimum = 1, maximum = 1440)]
        after_minutes: u32,
        /// Users who may take it then.
        #[serde(default)]
        users: Vec<i64>,
        /// Teams whose main members may take it then.
        #[serde(default)]
        teams: Vec<i64>,
    },
}

/// One channel's routing rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Rule {
    /// Whom tickets go to.
    pub assign: Assign,
    /// The users, when assigning to users and teams.
    pub users: Vec<i64>,
    /// The teams, when assigning to users and teams.
    pub teams: Vec<i64>,
    /// Who else, when assigning to the contact's owner and that cannot be.
    pub fallback: Pool,
    /// How one is picked from several.
    pub distribution: Distribution,
    /// Whether only those who are available count.
    pub only_available: bool,
    /// What happens when nobody can take it.
    pub when_nobody: WhenNobody,
}

impl Default for Rule {
    fn default() -> Self {
        Rule {
            assign: Assign::default(),
            users: Vec::new(),
            teams: Vec::new(),
            fallback: Pool::default(),
            distribution: Distribution::default(),
            only_available: true,
            when_nobody: WhenNobody::default(),
        }
    }
}

/// What an id in a rule stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NamedKind {
    /// A user.
    User,
    /// A team.
    Team,
}

/// The users and teams one step of a rule names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named<'r> {
    /// Users, who are reached themselves.
    pub users: &'r [i64],
    /// Teams, whose main members are reached.
    pub teams: &'r [i64],
}

impl Rule {
    /// Whom a step names. The contact's owner is not named by a rule, so that step names nobody.
    /// Whoever sets an owner checks with this that the rule still reaches them.
    #[must_use]
    pub fn named(&self, step: Step) -> Named<'_> {
        match (step, &self.when_nobody) {
            (Step::Candidates, _) => Named { users: &self.users, teams: &self.teams },
            (Step::Fallback, _) => {
                Named { users: &self.fallback.users, teams: &self.fallback.teams }
            }
            (Step::Overflow, WhenNobody::Overflow { users, teams, .. }) => Named { users, teams },
            (Step::Overflow | Step::ContactOwner, _) => Named { users: &[], teams: &[] },
        }
    }

    /// The steps that name people and that this rule can come to.
    pub(crate) fn naming_steps(&self) -> impl Iterator<Item = Step> + use<> {
        let first = match self.assign {
            Assign::NoOne => None,
            Assign::UsersAndTeams => Some(Step::Candidates),
            Assign::ContactOwner => Some(Step::Fallback),
        };
        let overflows = first.is_some() && matches!(self.when_nobody, WhenNobody::Overflow { .. });
        first.into_iter().chain(overflows.then_some(Step::Overflow))
    }

    /// Whether a ticket that waited this long may overflow.
    pub(crate) fn overflow_due(&self, waited_minutes: u32) -> bool {
        matches!(self.when_nobody, WhenNobody::Overflow { after_minutes, .. } if waited_minutes >= after_minutes)
    }
}
