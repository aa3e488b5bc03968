//! behaviour.md section 5: leave unassigned, wait in line, or overflow after a time.

use wissel_routing::{Ask, Outcome, Rule, Step, Then, WhenNobody};

use crate::desk::{answer, away, busy, free, looked_at, mail, overflow, to_users};

fn nobody(then: Then) -> Outcome {
    Outcome::Nobody { then, mail_owner: false }
}

fn waited(waited_minutes: u32) -> Ask<'static> {
    Ask { waited_minutes, ..mail() }
}

#[test]
fn a_ticket_nobody_can_take_is_left_unassigned_by_default() {
    assert_eq!(answer(&[away(1)], &[], &to_users(&[1]), &mail()), nobody(Then::LeftUnassigned));
}

#[test]
fn or_it_waits_in_line() {
    let rule = Rule { when_nobody: WhenNobody::WaitInLine, ..to_users(&[1]) };
    let outcome = answer(&[away(1)], &[], &rule, &mail());
    assert_eq!(outcome, nobody(Then::Waiting));
    assert!(outcome.waits());
}

#[test]
fn or_others_may_take_it_after_a_time_and_not_a_minute_earlier() {
    let rule = Rule { when_nobody: overflow(&[2]), ..to_users(&[1]) };
    let people = [away(1), free(2)];
    assert_eq!(
        answer(&people, &[], &rule, &waited(9)),
        nobody(Then::OverflowLater { at_minutes: 10 })
    );
    assert_eq!(answer(&people, &[], &rule, &waited(10)).user(), Some(2));
}

#[test]
fn after_that_time_the_first_candidates_still_come_first() {
    let rule = Rule { when_nobody: overflow(&[2]), ..to_users(&[1]) };
    assert_eq!(answer(&[busy(1, 30), free(2)], &[], &rule, &waited(60)).user(), Some(1));
}

#[test]
fn it_goes_on_waiting_when_nobody_can_take_it_there_either() {
    let rule = Rule { when_nobody: overflow(&[2]), ..to_users(&[1]) };
    let outcome = answer(&[away(1), away(2)], &[], &rule, &waited(60));
    assert_eq!(outcome, nobody(Then::Waiting));
    assert!(outcome.waits());
}

#[test]
fn both_steps_are_explained_once_it_overflowed() {
    let rule = Rule { when_nobody: overflow(&[2]), ..to_users(&[1]) };
    let people = [away(1), free(2)];
    assert_eq!(looked_at(&people, &[], &rule, &waited(60), Step::Candidates), [(1, "away")]);
    assert_eq!(looked_at(&people, &[], &rule, &waited(60), Step::Overflow), [(2, "chosen")]);
    assert_eq!(looked_at(&people, &[], &rule, &waited(0), Step::Overflow), []);
}
