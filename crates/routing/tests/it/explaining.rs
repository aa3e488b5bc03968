//! behaviour.md section 7: every candidate, with eligible or the first reason they were not.

use wissel_routing::{Ask, Reason, Roster, Rule, Step, explain};

use crate::desk::{
    at_random, away, busy, free, in_turns, looked_at, mail, mail_for, team, to_owner, to_teams,
    to_users,
};

#[test]
fn everybody_is_listed_best_first_then_those_who_could_not_then_extra_members() {
    let people = [busy(1, 4), busy(2, 1), away(3), busy(4, 1), free(5)];
    let teams = [team(7, &[1, 2, 3, 4, 8], &[5])];
    assert_eq!(
        looked_at(&people, &teams, &to_teams(&[7]), &mail(), Step::Candidates),
        [
            (2, "chosen"),
            (4, "eligible"),
            (1, "eligible"),
            (3, "away"),
            (8, "unknown_user"),
            (5, "extra_member_only")
        ]
    );
}

#[test]
fn an_extra_member_is_told_which_team() {
    let roster = Roster::new([free(1)], [team(7, &[], &[1]), team(8, &[], &[1])]);
    let steps = explain(&roster, &to_teams(&[8, 7]), &mail()).steps;
    assert_eq!(steps[0].candidates.len(), 1);
    assert_eq!(steps[0].candidates[0].reason, Some(Reason::ExtraMemberOnly { team: 8 }));
}

#[test]
fn a_running_round_shows_who_had_their_turn() {
    let people = [free(1), free(2), away(3)];
    let ask = Ask { turns: &[1, 3], ..mail() };
    assert_eq!(
        looked_at(&people, &[], &in_turns(to_users(&[1, 2, 3])), &ask, Step::Candidates),
        [(2, "chosen"), (1, "had_turn"), (3, "away")]
    );
}

#[test]
fn a_new_round_shows_everybody_as_eligible_again() {
    let ask = Ask { turns: &[1, 2], ..mail() };
    assert_eq!(
        looked_at(&[free(1), free(2)], &[], &in_turns(to_users(&[1, 2])), &ask, Step::Candidates),
        [(1, "chosen"), (2, "eligible")]
    );
}

#[test]
fn a_contacts_owner_who_is_away_is_explained_before_the_fallback() {
    let people = [away(1), free(2)];
    let rule = to_owner(&[2]);
    assert_eq!(looked_at(&people, &[], &rule, &mail_for(1), Step::ContactOwner), [(1, "away")]);
    assert_eq!(looked_at(&people, &[], &rule, &mail_for(1), Step::Fallback), [(2, "chosen")]);
}

#[test]
fn a_seed_is_told_only_where_chance_decided() {
    let roster = Roster::new([free(1)], []);
    let ask = Ask { seed: 5, ..mail_for(1) };
    assert_eq!(explain(&roster, &at_random(to_users(&[1])), &ask).seed, Some(5));
    assert_eq!(explain(&roster, &to_users(&[1]), &ask).seed, None);
    assert_eq!(explain(&roster, &at_random(to_owner(&[])), &ask).seed, None);
    assert_eq!(explain(&roster, &at_random(to_users(&[2])), &ask).seed, None);
}

#[test]
fn teams_that_are_gone_are_named() {
    let rule = Rule { teams: vec![7], ..to_users(&[1]) };
    let steps = explain(&Roster::new([free(1)], []), &rule, &mail()).steps;
    assert_eq!(steps[0].missing_teams, [7]);
}
