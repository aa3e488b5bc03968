//! behaviour.md section 5: the contact's owner gets it; away, they are mailed and the fallback gets it.

use wissel_routing::{Outcome, Person, Presence, Rule, Step, Then, WhenNobody};

use crate::desk::{answer, away, busy, free, mail, mail_for, overflow, to_owner};

fn given(user: i64, step: Step, mail_owner: bool) -> Outcome {
    Outcome::Assigned { user, step, tie_break: None, new_cycle: false, mail_owner }
}

fn left(mail_owner: bool) -> Outcome {
    Outcome::Nobody { then: Then::LeftUnassigned, mail_owner }
}

#[test]
fn the_contacts_owner_gets_it_however_busy_they_are() {
    let people = [busy(1, 40), free(2)];
    assert_eq!(
        answer(&people, &[], &to_owner(&[2]), &mail_for(1)),
        given(1, Step::ContactOwner, false)
    );
}

#[test]
fn an_owner_who_is_away_is_mailed_and_the_fallback_gets_it() {
    let people = [away(1), free(2)];
    assert_eq!(answer(&people, &[], &to_owner(&[2]), &mail_for(1)), given(2, Step::Fallback, true));
}

#[test]
fn an_owner_nobody_can_see_to_be_there_is_mailed_as_well() {
    let people = [Person { presence: Presence::Unknown, ..free(1) }, free(2)];
    assert_eq!(answer(&people, &[], &to_owner(&[2]), &mail_for(1)), given(2, Step::Fallback, true));
}

#[test]
fn an_owner_who_cannot_take_it_for_another_reason_is_not_mailed() {
    let cases = [
        Person { seat: false, ..free(1) },
        Person { active: false, ..away(1) },
        Person { most: [Some(0); 6], ..free(1) },
        free(9),
    ];
    for owner in cases {
        let outcome = answer(&[owner.clone(), free(2)], &[], &to_owner(&[2]), &mail_for(1));
        assert_eq!(outcome, given(2, Step::Fallback, false), "{owner:?}");
    }
}

#[test]
fn an_owner_who_is_away_gets_it_where_availability_is_ignored() {
    let rule = Rule { only_available: false, ..to_owner(&[2]) };
    assert_eq!(
        answer(&[away(1), free(2)], &[], &rule, &mail_for(1)),
        given(1, Step::ContactOwner, false)
    );
}

#[test]
fn a_contact_without_an_owner_goes_to_the_fallback() {
    assert_eq!(answer(&[free(2)], &[], &to_owner(&[2]), &mail()), given(2, Step::Fallback, false));
}

#[test]
fn without_a_fallback_it_stays_unassigned() {
    assert_eq!(answer(&[away(1)], &[], &to_owner(&[]), &mail_for(1)), left(true));
    assert_eq!(answer(&[free(1)], &[], &to_owner(&[]), &mail()), left(false));
}

#[test]
fn an_owner_who_comes_back_while_it_waits_gets_it() {
    let rule = Rule { when_nobody: WhenNobody::WaitInLine, ..to_owner(&[]) };
    let waiting = Outcome::Nobody { then: Then::Waiting, mail_owner: true };
    assert_eq!(answer(&[away(1)], &[], &rule, &mail_for(1)), waiting);
    assert_eq!(answer(&[free(1)], &[], &rule, &mail_for(1)), given(1, Step::ContactOwner, false));
}

#[test]
fn it_overflows_after_owner_and_fallback() {
    let rule = Rule { when_nobody: overflow(&[3]), ..to_owner(&[2]) };
    let late = wissel_routing::Ask { waited_minutes: 10, ..mail_for(1) };
    let people = [away(1), away(2), free(3)];
    assert_eq!(answer(&people, &[], &rule, &late), given(3, Step::Overflow, true));
}
