//! Tickets with the same need are asked about once.

use std::collections::HashSet;

use proptest::collection::vec;
use proptest::prelude::*;
use wissel_routing::{Ask, Outcome, Rule, decide, need_key};

use crate::any::{asked, roster, rule, with_luck};
use crate::desk::{mail, mail_for, overflow, to_owner, to_users};

/// Lesson 20: what costs nothing for one costs nothing for ten thousand.
#[test]
fn ten_thousand_like_tickets_have_one_need() {
    let rule = to_users(&[1, 2, 3]);
    let asks = (0..10_000).map(|n| Ask {
        seed: n,
        waited_minutes: n as u32,
        contact_owner: Some(n as i64),
        ..mail()
    });
    let needs: HashSet<_> = asks.map(|ask| need_key(&rule, &ask)).collect();
    assert_eq!(needs.len(), 1);
}

#[test]
fn owner_and_overflow_tell_needs_apart_where_they_matter() {
    let owner = to_owner(&[2]);
    assert_ne!(need_key(&owner, &mail_for(1)), need_key(&owner, &mail_for(2)));
    let spilling = Rule { when_nobody: overflow(&[2]), ..to_users(&[1]) };
    let late = Ask { waited_minutes: 10, ..mail() };
    assert_ne!(need_key(&spilling, &mail()), need_key(&spilling, &late));
    let later = Ask { waited_minutes: 11, ..mail() };
    assert_eq!(need_key(&spilling, &late), need_key(&spilling, &later));
}

proptest! {
    #[test]
    fn the_same_need_finds_somebody_or_nobody_alike(
        roster in roster(), rule in rule(), asked in asked(), seed in any::<u64>(), turns in vec(1..12i64, 0..9),
    ) {
        let (one, other) = (asked.ask(), with_luck(asked.ask(), seed, &turns));
        prop_assert_eq!(need_key(&rule, &one), need_key(&rule, &other));
        match (decide(&roster, &rule, &one), decide(&roster, &rule, &other)) {
            (Outcome::Assigned { step: first, .. }, Outcome::Assigned { step: second, .. }) => {
                prop_assert_eq!(first, second);
            }
            (first, second) => prop_assert_eq!(first, second),
        }
    }
}
