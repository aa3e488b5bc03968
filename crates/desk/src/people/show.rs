//! Users as the pages see them.

use std::collections::HashMap;

use jiff::Timestamp;
use wissel_model::user::availability;
use wissel_model::{Error, Membership, Presence, Result, TeamId, UserId};
use wissel_store::{Tx, roster, teams, users};

use crate::view::{AvailabilityView, Capacity, LoadView, Named, UserView};

/// One user at `now`.
///
/// # Errors
/// [`Error::NotFound`].
pub(crate) fn show(tx: &mut Tx<'_>, id: UserId, now: Timestamp) -> Result<UserView> {
    many(tx, &[id], now)?.pop().ok_or(Error::NotFound("user"))
}

/// Several users at `now`, by id, in four statements.
pub(super) fn many(tx: &mut Tx<'_>, ids: &[UserId], now: Timestamp) -> Result<Vec<UserView>> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let facts = roster::some(tx, &ids)?;
    let setters: Vec<i64> =
        facts.iter().filter_map(|facts| Some(facts.user.choice.as_ref()?.set_by?.0)).collect();
    let names: HashMap<UserId, String> = users::names(tx, &setters)?.into_iter().collect();
    let mut memberships: HashMap<UserId, Vec<(TeamId, Membership)>> = HashMap::new();
    for (team, user, membership) in teams::of_users(tx, &ids)? {
        memberships.entry(user).or_default().push((team, membership));
    }
    Ok(facts
        .into_iter()
        .map(|facts| {
            let of = memberships.remove(&facts.user.id).unwrap_or_default();
            view(facts, &of, &names, now)
        })
        .collect())
}

fn view(
    facts: roster::Facts,
    of: &[(TeamId, Membership)],
    names: &HashMap<UserId, String>,
    now: Timestamp,
) -> UserView {
    let user = facts.user;
    let set_by = user.choice.as_ref().and_then(|choice| choice.set_by);
    let at = availability(user.choice.as_ref(), now);
    let mut capacity = Capacity::default();
    let mut load = LoadView::default();
    for part in &facts.loads {
        capacity.set(&part.kind, part.most);
        if part.kind == wissel_store::standing::TOTAL {
            load = LoadView { open: part.open, most: part.most };
        }
    }
    let of_kind =
        |wanted| of.iter().filter(move |(_, kind)| *kind == wanted).map(|(team, _)| *team);
    UserView {
        id: user.id,
        name: user.name,
        email: user.email,
        role: user.role,
        seat: user.seat,
        access: user.access,
        language: user.language,
        time_zone: user.time_zone,
        active: user.active,
        main_team: of_kind(Membership::Main).next(),
        extra_teams: of_kind(Membership::Extra).collect(),
        availability: AvailabilityView {
            state: at.presence.unwrap_or(Presence::Away),
            known: at.presence.is_some(),
            reason: at.reason,
            since: at.since,
            until: at.until,
            set_by: set_by.and_then(|id| Some(Named { id: id.0, name: names.get(&id)?.clone() })),
        },
        load,
        capacity,
    }
}
