//! What a rule may say, and what becomes of those it names.

use wissel_routing::{
    Assign, Broken, MAX_NAMED, NamedKind, Person, Pool, Problem, Roster, Rule, WhenNobody, broken,
};

use crate::desk::{away, free, overflow, team, to_owner, to_users};

fn problems(rule: &Rule) -> Vec<(&'static str, &'static str)> {
    let found = rule.check().err().unwrap_or_default();
    found.into_iter().map(|Problem { field, code }| (field, code)).collect()
}

#[test]
fn the_default_rule_is_fit_to_be_saved() {
    assert_eq!(problems(&Rule::default()), []);
}

#[test]
fn assigning_to_users_and_teams_needs_one() {
    assert_eq!(problems(&to_users(&[])), [("users", "rule.needs_somebody")]);
    assert_eq!(problems(&to_users(&[1])), []);
    assert_eq!(problems(&Rule { teams: vec![1], ..to_users(&[]) }), []);
}

#[test]
fn a_fallback_may_be_empty() {
    assert_eq!(problems(&to_owner(&[])), []);
}

#[test]
fn overflow_takes_between_a_minute_and_a_day() {
    for (after_minutes, fits) in [(0, false), (1, true), (1440, true), (1441, false)] {
        let when_nobody = WhenNobody::Overflow { after_minutes, users: vec![2], teams: vec![] };
        let expected: &[_] =
            if fits { &[] } else { &[("when_nobody.after_minutes", "rule.minutes_out_of_range")] };
        assert_eq!(problems(&Rule { when_nobody, ..to_users(&[1]) }), expected, "{after_minutes}");
    }
}

#[test]
fn overflow_needs_somebody_to_overflow_to() {
    let rule = Rule { when_nobody: overflow(&[]), ..to_users(&[1]) };
    assert_eq!(problems(&rule), [("when_nobody.users", "rule.needs_somebody")]);
}

#[test]
fn nobody_is_named_twice_in_one_list_but_may_be_in_several() {
    let rule = Rule { when_nobody: overflow(&[1]), ..to_users(&[1, 2, 1]) };
    assert_eq!(problems(&rule), [("users", "rule.named_twice")]);
    let fallback = Pool { users: vec![], teams: vec![4, 4] };
    assert_eq!(
        problems(&Rule { fallback, ..to_owner(&[]) }),
        [("fallback.teams", "rule.named_twice")]
    );
}

#[test]
fn lists_are_bounded() {
    let most: Vec<i64> = (0..MAX_NAMED as i64).collect();
    assert_eq!(problems(&to_users(&most)), []);
    let more: Vec<i64> = (0..=MAX_NAMED as i64).collect();
    assert_eq!(problems(&to_users(&more)), [("users", "rule.too_many")]);
}

#[test]
fn who_lost_their_seat_stays_in_the_rule_and_is_marked_broken() {
    let people = [
        free(1),
        Person { seat: false, ..free(2) },
        away(3),
        Person { most: [Some(0); 6], ..free(4) },
    ];
    let roster = Roster::new(people, [team(7, &[1], &[]), team(8, &[], &[1])]);
    let rule =
        Rule { teams: vec![7, 8, 9], when_nobody: overflow(&[2, 6]), ..to_users(&[1, 2, 3, 4]) };
    let marked = |kind, id, code| Broken { kind, id, code };
    assert_eq!(
        broken(&roster, &rule),
        [
            marked(NamedKind::User, 2, "no_seat"),
            marked(NamedKind::User, 6, "unknown_user"),
            marked(NamedKind::Team, 8, "no_main_members"),
            marked(NamedKind::Team, 9, "unknown_team"),
        ]
    );
}

#[test]
fn what_a_rule_does_not_use_cannot_be_broken() {
    let rule = Rule { assign: Assign::ContactOwner, ..to_users(&[99]) };
    assert_eq!(broken(&Roster::default(), &rule), []);
}
