//! The people whom facts concern: who they are, what they may see, what they chose.

use std::collections::HashMap;

use wissel_model::{Access, NotificationKind, Result, Role, TeamId, UserId, Who};
use wissel_store::notifications::choices::{self, Ways};
use wissel_store::users::User;
use wissel_store::{Tx, teams, users};

/// Some people, each as verbs see them, with what they chose.
pub(super) struct People {
    all: HashMap<UserId, Person>,
}

struct Person {
    user: User,
    who: Who,
    chosen: HashMap<NotificationKind, Ways>,
}

impl People {
    /// Those among `ids` who are active.
    pub(super) fn read(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Self> {
        let found: Vec<User> =
            users::many(tx, ids)?.into_iter().filter(|user| user.active).collect();
        let by_team = found.iter().any(|user| user.access == Access::Team);
        let teams = if by_team { teams::all(tx)? } else { Vec::new() };
        let mut all = HashMap::new();
        for user in found {
            let id = user.id;
            let main = teams.iter().find(|team| team.main.contains(&id)).map(|team| team.id);
            let extra = teams.iter().filter(|team| team.extra.contains(&id)).map(|team| team.id);
            let teams: Vec<TeamId> = main.into_iter().chain(extra).collect();
            let who = Who {
                user: id,
                role: user.role,
                access: user.access,
                teams,
                main_team: main,
                language: user.language,
                time_zone: user.time_zone.clone(),
            };
            all.insert(id, Person { user, who, chosen: HashMap::new() });
        }
        for (user, kind, ways) in choices::of_many(tx, ids)? {
            if let Some(person) = all.get_mut(&user) {
                person.chosen.insert(kind, ways);
            }
        }
        Ok(Self { all })
    }

    /// One of them as verbs see them.
    pub(super) fn who(&self, id: UserId) -> Option<&Who> {
        self.all.get(&id).map(|person| &person.who)
    }

    /// One of them as stored.
    pub(super) fn user(&self, id: UserId) -> Option<&User> {
        self.all.get(&id).map(|person| &person.user)
    }

    /// How one of them wants to be told of such a thing: what they chose, or else what the desk sees fit.
    pub(super) fn ways(&self, id: UserId, kind: NotificationKind) -> Ways {
        let Some(person) = self.all.get(&id) else { return NOT_AT_ALL };
        let chosen = person.chosen.get(&kind).copied();
        chosen.unwrap_or_else(|| fit(kind, person.user.role, person.user.seat))
    }
}

const NOT_AT_ALL: Ways = Ways { page: false, browser: false, mail: false };

/// What the desk sees fit. A mail goes only where somebody waits for this very person: all else is on the screen, and
/// whoever wants more mail can say so. That nobody is available is for those who run the desk and work in it.
fn fit(kind: NotificationKind, role: Role, seat: bool) -> Ways {
    match kind {
        NotificationKind::Assigned | NotificationKind::Reply => {
            Ways { page: true, browser: true, mail: false }
        }
        NotificationKind::Mention => Ways { page: true, browser: true, mail: true },
        NotificationKind::NobodyAvailable if role == Role::Admin && seat => {
            Ways { page: true, browser: false, mail: false }
        }
        NotificationKind::NobodyAvailable => NOT_AT_ALL,
    }
}
