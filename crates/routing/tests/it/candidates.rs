//! behaviour.md section 5: the candidates are the users named plus the teams' main members, each once.

use wissel_routing::{Outcome, Rule, Step};

use crate::desk::{answer, busy, free, looked_at, mail, taker, team, to_teams, to_users};

#[test]
fn a_new_rule_assigns_to_no_one() {
    assert_eq!(answer(&[free(1)], &[], &Rule::default(), &mail()), Outcome::NoOne);
}

#[test]
fn a_rule_reaches_the_users_it_names_and_nobody_else() {
    assert_eq!(taker(&[free(1), busy(2, 3)], &[], &to_users(&[2]), &mail()), Some(2));
}

#[test]
fn a_team_reaches_its_main_members() {
    let people = [free(1), free(2)];
    assert_eq!(taker(&people, &[team(7, &[2], &[])], &to_teams(&[7]), &mail()), Some(2));
}

/// Lesson 4.
#[test]
fn a_team_never_reaches_its_extra_members_even_when_nobody_else_is_left() {
    let teams = [team(7, &[], &[1])];
    assert_eq!(taker(&[free(1)], &teams, &to_teams(&[7]), &mail()), None);
}

#[test]
fn users_and_teams_mix() {
    let people = [busy(1, 2), busy(2, 1), free(3)];
    let rule = Rule { users: vec![1], ..to_teams(&[7]) };
    assert_eq!(taker(&people, &[team(7, &[2], &[])], &rule, &mail()), Some(2));
}

#[test]
fn somebody_named_twice_over_is_a_candidate_once() {
    let rule = Rule { users: vec![1], ..to_teams(&[7, 8]) };
    let teams = [team(7, &[1], &[]), team(8, &[1], &[])];
    assert_eq!(looked_at(&[free(1)], &teams, &rule, &mail(), Step::Candidates), [(1, "chosen")]);
}

#[test]
fn a_user_named_is_a_candidate_though_an_extra_member_of_a_named_team() {
    let rule = Rule { users: vec![1], ..to_teams(&[7]) };
    assert_eq!(taker(&[free(1)], &[team(7, &[], &[1])], &rule, &mail()), Some(1));
}

#[test]
fn an_extra_member_of_one_team_is_reached_as_a_main_member_of_another() {
    let teams = [team(7, &[], &[1]), team(8, &[1], &[])];
    assert_eq!(
        looked_at(&[free(1)], &teams, &to_teams(&[7, 8]), &mail(), Step::Candidates),
        [(1, "chosen")]
    );
}

#[test]
fn a_team_that_is_gone_is_skipped() {
    let people = [free(1)];
    assert_eq!(taker(&people, &[], &to_teams(&[7]), &mail()), None);
    assert_eq!(taker(&people, &[], &Rule { users: vec![1], ..to_teams(&[7]) }, &mail()), Some(1));
}
