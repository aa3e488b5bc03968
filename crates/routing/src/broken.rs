//! What a saved rule names that can no longer be reached.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{NamedKind, Reason, Roster, Rule};

/// A user or team that stays in a rule though it cannot be routed to: it is marked, and skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Broken {
    /// A user or a team.
    pub kind: NamedKind,
    /// Its id.
    pub id: i64,
    /// Why: `unknown_user`, `inactive`, `no_seat`, `no_access`, `unknown_team` or `no_main_members`.
    pub code: &'static str,
}

/// Everything the rule names in vain, users first, each once. Absence and capacity pass, so they do not count.
#[must_use]
pub fn broken(roster: &Roster, rule: &Rule) -> Vec<Broken> {
    let mut found = Vec::new();
    for named in rule.naming_steps().map(|step| rule.named(step)) {
        for id in named.users {
            let reason =
                roster.person(*id).map_or(Some(Reason::UnknownUser), |person| person.barred());
            found.extend(reason.map(|reason| Broken {
                kind: NamedKind::User,
                id: *id,
                code: reason.code(),
            }));
        }
        for id in named.teams {
            let code = match roster.team(*id) {
                None => "unknown_team",
                Some(team) if team.main.is_empty() => "no_main_members",
                Some(_) => continue,
            };
            found.push(Broken { kind: NamedKind::Team, id: *id, code });
        }
    }
    found.sort_by_key(|broken| (broken.kind == NamedKind::Team, broken.id));
    found.dedup();
    found
}
