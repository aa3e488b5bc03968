//! behaviour.md section 5: each gets one before anyone gets a second; a newcomer joins the running cycle.

use std::collections::BTreeSet;

use proptest::prelude::*;
use wissel_routing::{Ask, Outcome, Person, Roster, Rule, decide, turns_after};

use crate::desk::{answer, away, free, in_turns, mail, overflow, to_owner, to_users};

fn cycle(turns: &[i64]) -> Ask<'_> {
    Ask { turns, ..mail() }
}

fn user_and_new_cycle(outcome: &Outcome) -> (i64, bool) {
    let Outcome::Assigned { user, new_cycle, .. } = outcome else { panic!("nobody got it") };
    (*user, *new_cycle)
}

/// Hands out one ticket and remembers what there is to remember.
fn hand_out(
    roster: &mut Roster,
    rule: &Rule,
    ask: &Ask<'_>,
    turns: &mut Vec<i64>,
    at: i64,
) -> (i64, bool) {
    let ask = Ask { turns: &turns.clone(), ..*ask };
    let outcome = decide(roster, rule, &ask);
    *turns = turns_after(roster, rule, &ask, &outcome);
    let (user, new_cycle) = user_and_new_cycle(&outcome);
    roster.took(user, ask.kind, at);
    (user, new_cycle)
}

#[test]
fn those_who_had_a_turn_are_passed_over_whatever_their_load() {
    let people = [free(1), crate::desk::busy(2, 50)];
    assert_eq!(
        user_and_new_cycle(&answer(&people, &[], &in_turns(to_users(&[1, 2])), &cycle(&[1]))),
        (2, false)
    );
}

#[test]
fn when_all_had_a_turn_a_new_cycle_begins() {
    let people = [Person { last_assigned: 5, ..free(1) }, Person { last_assigned: 4, ..free(2) }];
    assert_eq!(
        user_and_new_cycle(&answer(&people, &[], &in_turns(to_users(&[1, 2])), &cycle(&[1, 2]))),
        (2, true)
    );
}

#[test]
fn only_those_who_can_take_it_are_waited_for() {
    let people = [free(1), away(2)];
    assert_eq!(
        user_and_new_cycle(&answer(&people, &[], &in_turns(to_users(&[1, 2])), &cycle(&[1]))),
        (1, true)
    );
}

#[test]
fn the_turns_of_strangers_to_the_rule_do_not_matter() {
    let rule = in_turns(to_users(&[1]));
    assert_eq!(user_and_new_cycle(&answer(&[free(1)], &[], &rule, &cycle(&[8, 9]))), (1, false));
}

#[test]
fn a_new_cycle_forgets_the_turns_of_its_own_step_and_of_those_who_left_the_rule() {
    let rule = in_turns(Rule { when_nobody: overflow(&[3]), ..to_users(&[1, 2]) });
    let roster = Roster::new([free(1), free(2), free(3)], []);
    let ask = cycle(&[1, 2, 3, 9]);
    let outcome = decide(&roster, &rule, &ask);
    assert_eq!(turns_after(&roster, &rule, &ask, &outcome), [1, 3]);
}

#[test]
fn overflowing_does_not_begin_a_new_cycle_for_the_first_candidates() {
    let rule = in_turns(Rule { when_nobody: overflow(&[3]), ..to_users(&[1, 2]) });
    let roster = Roster::new([away(1), away(2), free(3)], []);
    let ask = Ask { waited_minutes: 10, ..cycle(&[1, 3]) };
    let outcome = decide(&roster, &rule, &ask);
    assert_eq!(user_and_new_cycle(&outcome), (3, true));
    assert_eq!(turns_after(&roster, &rule, &ask, &outcome), [1, 3]);
}

#[test]
fn a_ticket_for_the_contacts_owner_is_no_turn() {
    let rule = in_turns(to_owner(&[1, 2]));
    let roster = Roster::new([free(1), free(2)], []);
    let ask = Ask { contact_owner: Some(1), ..mail() };
    assert_eq!(turns_after(&roster, &rule, &ask, &decide(&roster, &rule, &ask)), [] as [i64; 0]);
}

#[test]
fn other_distributions_leave_the_turns_alone() {
    let roster = Roster::new([free(1)], []);
    let (rule, ask) = (to_users(&[1]), cycle(&[7]));
    assert_eq!(turns_after(&roster, &rule, &ask, &decide(&roster, &rule, &ask)), [7]);
}

proptest! {
    /// Newcomers join at any moment; until a cycle ends nobody gets a second, and it only ends when all had one.
    #[test]
    fn each_gets_one_before_anyone_gets_a_second(
        first in 1..6i64,
        joins in proptest::collection::vec(proptest::bool::weighted(0.2), 60),
    ) {
        let mut roster = Roster::new((1..=first).map(free), []);
        let mut rule = in_turns(to_users(&(1..=first).collect::<Vec<_>>()));
        let (mut turns, mut served) = (Vec::new(), BTreeSet::new());
        for (at, joins) in joins.into_iter().enumerate() {
            if joins {
                let newcomer = roster.people().len() as i64 + 1;
                roster.update(free(newcomer));
                rule.users.push(newcomer);
            }
            let (user, new_cycle) = hand_out(&mut roster, &rule, &mail(), &mut turns, at as i64 + 1);
            prop_assert_eq!(new_cycle, served.len() == roster.people().len(), "a cycle ends when everybody had one");
            if new_cycle {
                served.clear();
            }
            prop_assert!(served.insert(user), "{} got a second in one cycle", user);
        }
    }

    /// The same people all along: over any number of tickets nobody is ever two ahead.
    #[test]
    fn nobody_is_ever_two_ahead(people in 1..8i64, tickets in 1..60usize) {
        let mut roster = Roster::new((1..=people).map(free), []);
        let rule = in_turns(to_users(&(1..=people).collect::<Vec<_>>()));
        let mut turns = Vec::new();
        for at in 0..tickets {
            hand_out(&mut roster, &rule, &mail(), &mut turns, at as i64 + 1);
        }
        let loads: Vec<u32> = roster.people().iter().map(|person| person.open[0]).collect();
        prop_assert!(loads.iter().max().unwrap() - loads.iter().min().unwrap() <= 1, "{:?}", loads);
    }
}
