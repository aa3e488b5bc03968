//! A small help desk to test on.

use wissel_routing::{
    Access, Ask, Assign, Candidate, Distribution, Kind, Outcome, Person, Pool, Presence, Roster,
    Rule, Step, Team, WhenNobody, decide, explain,
};

/// Somebody with nothing to do, and nothing in the way.
pub(crate) fn free(id: i64) -> Person {
    Person {
        id,
        active: true,
        seat: true,
        access: Access::All,
        presence: Presence::Available,
        open: [0; 6],
        most: [None; 6],
        last_assigned: 0,
    }
}

/// [`free`], with this many tickets open, all by e-mail.
pub(crate) fn busy(id: i64, open: u32) -> Person {
    Person { open: [open, open, 0, 0, 0, 0], ..free(id) }
}

/// [`free`], but not there.
pub(crate) fn away(id: i64) -> Person {
    Person { presence: Presence::Away { since: Some(12), until: None, reason: None }, ..free(id) }
}

pub(crate) fn team(id: i64, main: &[i64], extra: &[i64]) -> Team {
    Team { id, main: main.to_vec(), extra: extra.to_vec() }
}

/// Assigns to these users.
pub(crate) fn to_users(users: &[i64]) -> Rule {
    Rule { assign: Assign::UsersAndTeams, users: users.to_vec(), ..Rule::default() }
}

/// Assigns to these teams.
pub(crate) fn to_teams(teams: &[i64]) -> Rule {
    Rule { assign: Assign::UsersAndTeams, teams: teams.to_vec(), ..Rule::default() }
}

/// Assigns to the contact's owner, else to these users.
pub(crate) fn to_owner(fallback: &[i64]) -> Rule {
    Rule {
        assign: Assign::ContactOwner,
        fallback: Pool { users: fallback.to_vec(), teams: Vec::new() },
        ..Rule::default()
    }
}

/// Lets these users help out after ten minutes.
pub(crate) fn overflow(users: &[i64]) -> WhenNobody {
    WhenNobody::Overflow { after_minutes: 10, users: users.to_vec(), teams: Vec::new() }
}

pub(crate) fn in_turns(rule: Rule) -> Rule {
    Rule { distribution: Distribution::RoundRobin, ..rule }
}

pub(crate) fn at_random(rule: Rule) -> Rule {
    Rule { distribution: Distribution::Random, ..rule }
}

/// A mail that just came in, from somebody nobody knows.
pub(crate) fn mail() -> Ask<'static> {
    Ask { kind: Kind::Email, contact_owner: None, waited_minutes: 0, seed: 0, turns: &[] }
}

/// A mail from a contact that this user owns.
pub(crate) fn mail_for(owner: i64) -> Ask<'static> {
    Ask { contact_owner: Some(owner), ..mail() }
}

/// Who gets it. Both ways of finding out must agree before there is an answer.
pub(crate) fn answer(people: &[Person], teams: &[Team], rule: &Rule, ask: &Ask<'_>) -> Outcome {
    let roster = Roster::new(people.iter().cloned(), teams.iter().cloned());
    let outcome = decide(&roster, rule, ask);
    assert_eq!(outcome, explain(&roster, rule, ask).outcome, "decide and explain agree");
    outcome
}

/// The user who gets it.
pub(crate) fn taker(people: &[Person], teams: &[Team], rule: &Rule, ask: &Ask<'_>) -> Option<i64> {
    answer(people, teams, rule, ask).user()
}

/// Whom this step looked at, and what it found, in the order shown.
pub(crate) fn looked_at(
    people: &[Person],
    teams: &[Team],
    rule: &Rule,
    ask: &Ask<'_>,
    step: Step,
) -> Vec<(i64, &'static str)> {
    let roster = Roster::new(people.iter().cloned(), teams.iter().cloned());
    let tried = explain(&roster, rule, ask).steps;
    let Some(tried) = tried.into_iter().find(|tried| tried.step == step) else {
        return Vec::new();
    };
    tried.candidates.iter().map(|candidate| (candidate.user, word(candidate))).collect()
}

fn word(candidate: &Candidate) -> &'static str {
    match &candidate.reason {
        Some(reason) => reason.code(),
        None if candidate.chosen => "chosen",
        None => "eligible",
    }
}
