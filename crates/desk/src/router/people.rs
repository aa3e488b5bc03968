//! Stored facts in the form that routing reads.

use jiff::Timestamp;
use wissel_model::user::availability;
use wissel_model::{Access, ChannelKind, Presence, Result};
use wissel_routing::{Kind, Person, Roster, Team};
use wissel_store::roster::{self as stored, Facts};
use wissel_store::{Tx, standing, teams};

/// A channel's kind as routing knows it.
pub(crate) fn kind(kind: ChannelKind) -> Kind {
    match kind {
        ChannelKind::Email => Kind::Email,
        ChannelKind::Form => Kind::Form,
        ChannelKind::Chat => Kind::Chat,
        ChannelKind::Whatsapp => Kind::Whatsapp,
        ChannelKind::Calling => Kind::Calling,
    }
}

/// One person at `now`.
pub(crate) fn person(facts: &Facts, now: Timestamp) -> Person {
    let user = &facts.user;
    let at = availability(user.choice.as_ref(), now);
    let mut person = Person {
        id: user.id.0,
        active: user.active,
        seat: user.seat,
        access: match user.access {
            Access::All => wissel_routing::Access::All,
            Access::Team => wissel_routing::Access::Team,
            Access::Own => wissel_routing::Access::Own,
            Access::None => wissel_routing::Access::None,
        },
        presence: match at.presence {
            None => wissel_routing::Presence::Unknown,
            Some(Presence::Available) => wissel_routing::Presence::Available,
            Some(Presence::Away) => wissel_routing::Presence::Away {
                since: at.since.map(Timestamp::as_microsecond),
                until: at.until.map(Timestamp::as_microsecond),
                reason: at.reason,
            },
        },
        open: Default::default(),
        most: Default::default(),
        last_assigned: user.last_assigned,
    };
    for load in &facts.loads {
        let at = match ChannelKind::parse(&load.kind) {
            Some(found) => kind(found).index(),
            None if load.kind == standing::TOTAL => 0,
            None => continue,
        };
        person.open[at] = u32::try_from(load.open).unwrap_or(u32::MAX);
        person.most[at] = load.most.map(|most| u32::try_from(most).unwrap_or(u32::MAX));
    }
    person
}

/// The teams as routing knows them.
pub(super) fn all_teams(tx: &mut Tx<'_>) -> Result<Vec<Team>> {
    let named = teams::all(tx)?;
    Ok(named
        .into_iter()
        .map(|team| Team {
            id: team.id.0,
            main: team.main.iter().map(|user| user.0).collect(),
            extra: team.extra.iter().map(|user| user.0).collect(),
        })
        .collect())
}

/// Everybody, at `now`.
pub(crate) fn roster(tx: &mut Tx<'_>, now: Timestamp) -> Result<Roster> {
    let people = stored::all(tx)?.iter().map(|facts| person(facts, now)).collect::<Vec<_>>();
    Ok(Roster::new(people, all_teams(tx)?))
}
