//! Everybody a ticket could go to, arranged so that deciding is quick.
//!
//! People stand in order of id, so a person's place is found by halving and "lowest place" means "lowest id".
//! What is asked about them is kept over those places in `facts.rs`, and each team is a set of places.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

use crate::facts::Facts;
use crate::team::TeamPlaces;
use crate::{Counts, Kind, Person, Presence, Team};

/// Everybody a ticket could go to, and the teams they are in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roster {
    /// In order of id.
    people: Vec<Person>,
    pub(crate) facts: Facts,
    pub(crate) teams: BTreeMap<i64, TeamPlaces>,
}

impl Roster {
    /// Arranges these people and teams. Of two with the same id, the later one counts.
    #[must_use]
    pub fn new(
        people: impl IntoIterator<Item = Person>,
        teams: impl IntoIterator<Item = Team>,
    ) -> Self {
        let by_id: BTreeMap<i64, Person> =
            people.into_iter().map(|person| (person.id, person)).collect();
        let mut roster = Roster { people: by_id.into_values().collect(), ..Roster::default() };
        roster.arrange();
        for team in teams {
            roster.set_team(team);
        }
        roster
    }

    /// The person with this id.
    #[must_use]
    pub fn person(&self, id: i64) -> Option<&Person> {
        self.place(id).map(|at| &self.people[at])
    }

    /// Everybody, in order of id.
    #[must_use]
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// The team with this id.
    #[must_use]
    pub fn team(&self, id: i64) -> Option<&Team> {
        self.teams.get(&id).map(|held| &held.team)
    }

    /// Replaces what is known of one person, or adds them. Adding rearranges everything; replacing is quick.
    pub fn update(&mut self, person: Person) {
        match self.people.binary_search_by_key(&person.id, |held| held.id) {
            Ok(at) => self.replace(at, person),
            Err(at) => {
                self.people.insert(at, person);
                self.arrange();
            }
        }
    }

    /// Sets how many tickets a person has open. Returns whether the roster knows them.
    pub fn set_open(&mut self, id: i64, open: Counts) -> bool {
        self.change(id, |person| person.open = open)
    }

    /// Sets whether a person is there. Returns whether the roster knows them.
    pub fn set_presence(&mut self, id: i64, presence: Presence) -> bool {
        self.change(id, |person| person.presence = presence)
    }

    /// Notes that a person was given a ticket: one more open, assigned at this point of the growing sequence.
    /// Returns whether the roster knows them.
    pub fn took(&mut self, id: i64, kind: Kind, assigned: i64) -> bool {
        self.change(id, |person| {
            person.open[0] = person.open[0].saturating_add(1);
            person.open[kind.index()] = person.open[kind.index()].saturating_add(1);
            person.last_assigned = assigned;
        })
    }

    /// Notes that a person has one ticket fewer open. Returns whether the roster knows them.
    pub fn gave_up(&mut self, id: i64, kind: Kind) -> bool {
        self.change(id, |person| {
            person.open[0] = person.open[0].saturating_sub(1);
            person.open[kind.index()] = person.open[kind.index()].saturating_sub(1);
        })
    }

    /// Replaces what is known of one team, or adds it. Members the roster does not know are kept for when it does.
    pub fn set_team(&mut self, team: Team) {
        let main = self.places(&team.main);
        self.teams.insert(team.id, TeamPlaces { team, main });
    }

    /// Forgets a team. Returns whether the roster knew it.
    pub fn remove_team(&mut self, id: i64) -> bool {
        self.teams.remove(&id).is_some()
    }

    /// Where this person stands.
    pub(crate) fn place(&self, id: i64) -> Option<usize> {
        self.people.binary_search_by_key(&id, |person| person.id).ok()
    }

    /// Who stands there.
    pub(crate) fn id_at(&self, at: usize) -> i64 {
        self.people[at].id
    }

    /// The places of those among these ids that the roster knows.
    pub(crate) fn places(&self, ids: &[i64]) -> FixedBitSet {
        let mut places = FixedBitSet::with_capacity(self.people.len());
        places.extend(ids.iter().filter_map(|id| self.place(*id)));
        places
    }

    fn change(&mut self, id: i64, edit: impl FnOnce(&mut Person)) -> bool {
        let Some(at) = self.place(id) else {
            return false;
        };
        self.facts.forget(at, &self.people[at]);
        edit(&mut self.people[at]);
        self.facts.note(at, &self.people[at]);
        true
    }

    fn replace(&mut self, at: usize, person: Person) {
        self.facts.forget(at, &self.people[at]);
        self.facts.note(at, &person);
        self.people[at] = person;
    }

    /// Fills everything that goes by places afresh, after the places moved.
    fn arrange(&mut self) {
        self.facts = Facts::new(&self.people);
        for held in std::mem::take(&mut self.teams).into_values() {
            self.set_team(held.team);
        }
    }
}
