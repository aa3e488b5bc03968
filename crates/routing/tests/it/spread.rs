//! Equal people get equal shares.

use wissel_routing::{Ask, Kind, Roster, Rule, decide, turns_after};

use crate::desk::{at_random, free, in_turns, mail, to_users};

const PEOPLE: i64 = 20;
const TICKETS: i64 = 10_000;

/// Chi-square with 19 degrees of freedom exceeds this once in a thousand times by chance.
const CRITICAL: f64 = 43.82;

fn everybody() -> Vec<i64> {
    (1..=PEOPLE).collect()
}

fn chi_square(counts: &[u32]) -> f64 {
    let expected = TICKETS as f64 / counts.len() as f64;
    counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum()
}

/// Hands out every ticket and has it closed at once, so that all are equal again each time.
fn shares(rule: &Rule) -> Vec<u32> {
    let mut roster = Roster::new(everybody().into_iter().map(free), []);
    let mut counts = vec![0; everybody().len()];
    let mut turns = Vec::new();
    for at in 1..=TICKETS {
        let ask = Ask { seed: at as u64, turns: &turns, ..mail() };
        let outcome = decide(&roster, rule, &ask);
        let user = outcome.user().expect("everybody is free");
        turns = turns_after(&roster, rule, &ask, &outcome);
        counts[user as usize - 1] += 1;
        roster.took(user, Kind::Email, at);
        roster.gave_up(user, Kind::Email);
    }
    counts
}

/// Lesson 23.
#[test]
fn ten_thousand_ties_are_spread_evenly_when_balanced() {
    let counts = shares(&to_users(&everybody()));
    assert!(chi_square(&counts) < CRITICAL, "{counts:?}");
}

/// Lesson 23.
#[test]
fn ten_thousand_ties_are_spread_evenly_in_turns() {
    let counts = shares(&in_turns(to_users(&everybody())));
    assert!(chi_square(&counts) < CRITICAL, "{counts:?}");
}

/// Lesson 23, with neighbouring seeds, the worst a caller could pass.
#[test]
fn ten_thousand_random_picks_are_uniform() {
    let counts = shares(&at_random(to_users(&everybody())));
    assert!(chi_square(&counts) < CRITICAL, "{counts:?}");
    assert!(chi_square(&counts) > 1.0, "too even to be chance: {counts:?}");
}

#[test]
fn the_same_seed_picks_the_same_person() {
    let roster = Roster::new(everybody().into_iter().map(free), []);
    let rule = at_random(to_users(&everybody()));
    for seed in [0, 1, 42, u64::MAX] {
        let ask = Ask { seed, ..mail() };
        assert_eq!(decide(&roster, &rule, &ask), decide(&roster, &rule, &ask));
    }
}

/// A stored decision depends on this: another generator would make old decisions recompute to somebody else.
#[test]
fn seeds_pick_whom_they_always_picked() {
    let roster = Roster::new(everybody().into_iter().map(free), []);
    let rule = at_random(to_users(&everybody()));
    let picks = [0, 1, 2, 3, u64::MAX]
        .map(|seed| decide(&roster, &rule, &Ask { seed, ..mail() }).user().unwrap());
    assert_eq!(picks, [18, 12, 12, 3, 18]);
}
