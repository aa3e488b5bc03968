//! Any roster, rule and ask: small enough that people meet in teams, ties and limits.

use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use wissel_routing::{
    Access, Ask, Asked, Assign, Distribution, Kind, Person, Pool, Presence, Roster, Rule, Team,
    WhenNobody,
};

/// Ids of users; one more may be named than ever exists.
const USERS: std::ops::Range<i64> = 1..12;
const TEAMS: std::ops::Range<i64> = 1..4;

pub(crate) fn person() -> impl Strategy<Value = Person> {
    (USERS, facts(), presence(), vec(0..4u32, 5), vec(option::weighted(0.2, 0..5u32), 6), 0..4i64)
        .prop_map(|(id, (active, seat, access), presence, kinds, most, last_assigned)| Person {
            id,
            active,
            seat,
            access,
            presence,
            open: [kinds.iter().sum(), kinds[0], kinds[1], kinds[2], kinds[3], kinds[4]],
            most: most.try_into().expect("six limits were drawn"),
            last_assigned,
        })
}

fn facts() -> impl Strategy<Value = (bool, bool, Access)> {
    let often = || proptest::bool::weighted(0.9);
    (
        often(),
        often(),
        select(vec![Access::All, Access::All, Access::Team, Access::Own, Access::None]),
    )
}

fn presence() -> impl Strategy<Value = Presence> {
    prop_oneof![
        5 => Just(Presence::Available),
        2 => (option::of(0..9i64), option::of(0..9i64)).prop_map(|(since, until)| {
            Presence::Away { since, until, reason: until.map(|_| "lunch".to_owned()) }
        }),
        1 => Just(Presence::Unknown),
    ]
}

pub(crate) fn team() -> impl Strategy<Value = Team> {
    (TEAMS, users(), users()).prop_map(|(id, main, extra)| Team { id, main, extra })
}

pub(crate) fn people() -> impl Strategy<Value = Vec<Person>> {
    vec(person(), 0..14)
}

pub(crate) fn teams() -> impl Strategy<Value = Vec<Team>> {
    vec(team(), 0..4)
}

pub(crate) fn roster() -> impl Strategy<Value = Roster> {
    (people(), teams()).prop_map(|(people, teams)| Roster::new(people, teams))
}

fn users() -> impl Strategy<Value = Vec<i64>> {
    subsequence(USERS.collect::<Vec<_>>(), 0..6).prop_shuffle()
}

fn pool() -> impl Strategy<Value = Pool> {
    (users(), subsequence(TEAMS.collect::<Vec<_>>(), 0..3))
        .prop_map(|(users, teams)| Pool { users, teams })
}

pub(crate) fn rule() -> impl Strategy<Value = Rule> {
    let assign = select(vec![
        Assign::UsersAndTeams,
        Assign::UsersAndTeams,
        Assign::ContactOwner,
        Assign::NoOne,
    ]);
    let distribution =
        select(vec![Distribution::Balanced, Distribution::Random, Distribution::RoundRobin]);
    (assign, pool(), pool(), distribution, any::<bool>(), when_nobody()).prop_map(
        |(assign, named, fallback, distribution, only_available, when_nobody)| Rule {
            assign,
            users: named.users,
            teams: named.teams,
            fallback,
            distribution,
            only_available,
            when_nobody,
        },
    )
}

fn when_nobody() -> impl Strategy<Value = WhenNobody> {
    prop_oneof![
        Just(WhenNobody::LeaveUnassigned),
        Just(WhenNobody::WaitInLine),
        (1..4u32, pool()).prop_map(|(after_minutes, Pool { users, teams })| {
            WhenNobody::Overflow { after_minutes, users, teams }
        }),
    ]
}

pub(crate) fn asked() -> impl Strategy<Value = Asked> {
    (select(Kind::ALL.to_vec()), option::of(USERS), 0..5u32, any::<u64>(), btree_set(USERS, 0..9))
        .prop_map(|(kind, contact_owner, waited_minutes, seed, turns)| Asked {
            kind,
            contact_owner,
            waited_minutes,
            seed,
            turns: turns.into_iter().collect(),
        })
}

/// The same question with other luck.
pub(crate) fn with_luck<'a>(ask: Ask<'_>, seed: u64, turns: &'a [i64]) -> Ask<'a> {
    Ask {
        kind: ask.kind,
        contact_owner: ask.contact_owner,
        waited_minutes: ask.waited_minutes,
        seed,
        turns,
    }
}
