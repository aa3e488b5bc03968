//! A roster that is kept up to date is the same as one made afresh.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use wissel_routing::{Counts, Kind, Person, Presence, Roster, Team};

use crate::any::{people, person, team, teams};
use crate::desk::{free, mail, to_teams};

/// Something that happens to a roster.
#[derive(Clone, Debug)]
enum Change {
    Update(Person),
    SetOpen(i64, Counts),
    GoAway(i64),
    Took(i64, Kind, i64),
    GaveUp(i64, Kind),
    SetTeam(Team),
    RemoveTeam(i64),
}

fn change() -> impl Strategy<Value = Change> {
    let id = 1..13i64;
    let kind = proptest::sample::select(Kind::ALL.to_vec());
    prop_oneof![
        person().prop_map(Change::Update),
        (id.clone(), person()).prop_map(|(id, like)| Change::SetOpen(id, like.open)),
        id.clone().prop_map(Change::GoAway),
        (id.clone(), kind.clone(), 1..9i64).prop_map(|(id, kind, at)| Change::Took(id, kind, at)),
        (id, kind).prop_map(|(id, kind)| Change::GaveUp(id, kind)),
        team().prop_map(Change::SetTeam),
        (1..4i64).prop_map(Change::RemoveTeam),
    ]
}

/// The plain lists a roster is made from, changed the plain way.
struct Lists {
    people: BTreeMap<i64, Person>,
    teams: BTreeMap<i64, Team>,
}

impl Lists {
    fn change(&mut self, change: Change) {
        match change {
            Change::Update(person) => drop(self.people.insert(person.id, person)),
            Change::SetOpen(id, open) => self.edit(id, |person| person.open = open),
            Change::GoAway(id) => self.edit(id, |person| person.presence = Presence::Unknown),
            Change::Took(id, kind, at) => self.edit(id, |person| {
                person.open[0] += 1;
                person.open[kind.index()] += 1;
                person.last_assigned = at;
            }),
            Change::GaveUp(id, kind) => self.edit(id, |person| {
                person.open[0] = person.open[0].saturating_sub(1);
                person.open[kind.index()] = person.open[kind.index()].saturating_sub(1);
            }),
            Change::SetTeam(team) => drop(self.teams.insert(team.id, team)),
            Change::RemoveTeam(id) => drop(self.teams.remove(&id)),
        }
    }

    fn edit(&mut self, id: i64, edit: impl FnOnce(&mut Person)) {
        self.people.entry(id).and_modify(edit);
    }

    fn roster(&self) -> Roster {
        Roster::new(self.people.values().cloned(), self.teams.values().cloned())
    }
}

fn apply(roster: &mut Roster, change: Change) {
    match change {
        Change::Update(person) => roster.update(person),
        Change::SetOpen(id, open) => drop(roster.set_open(id, open)),
        Change::GoAway(id) => drop(roster.set_presence(id, Presence::Unknown)),
        Change::Took(id, kind, at) => drop(roster.took(id, kind, at)),
        Change::GaveUp(id, kind) => drop(roster.gave_up(id, kind)),
        Change::SetTeam(team) => roster.set_team(team),
        Change::RemoveTeam(id) => drop(roster.remove_team(id)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn keeping_a_roster_up_to_date_equals_making_it_afresh(
        people in people(), teams in teams(), changes in vec(change(), 1..30),
    ) {
        let mut roster = Roster::new(people.clone(), teams.clone());
        let mut lists = Lists {
            people: people.into_iter().map(|person| (person.id, person)).collect(),
            teams: teams.into_iter().map(|team| (team.id, team)).collect(),
        };
        for change in changes {
            lists.change(change.clone());
            apply(&mut roster, change);
            prop_assert_eq!(&roster, &lists.roster());
        }
    }
}

#[test]
fn a_member_who_arrives_after_their_team_is_reached() {
    let mut roster = Roster::new([], [crate::desk::team(7, &[1], &[])]);
    roster.update(free(1));
    assert_eq!(wissel_routing::decide(&roster, &to_teams(&[7]), &mail()).user(), Some(1));
}

#[test]
fn nothing_happens_to_somebody_the_roster_does_not_know() {
    let mut roster = Roster::default();
    assert!(!roster.set_open(1, [0; 6]));
    assert!(!roster.set_presence(1, Presence::Available));
    assert!(!roster.took(1, Kind::Email, 1));
    assert!(!roster.gave_up(1, Kind::Email));
    assert!(!roster.remove_team(1));
    assert_eq!(roster, Roster::default());
}
