//! behaviour.md section 1: who is never routed to, and in which order the reasons are given.

use wissel_routing::{Access, Kind, Person, Presence, Reason, Rule, why_not};

use crate::desk::{away, free, mail, taker, to_users};

fn reason(person: &Person) -> Option<&'static str> {
    why_not(Some(person), Kind::Email, true).map(|reason| reason.code())
}

/// Lessons 10 and 11: being there and being allowed to are allow-lists.
#[test]
fn each_filter_keeps_a_ticket_away() {
    let cases = [
        (free(1), None),
        (Person { access: Access::Own, ..free(1) }, None),
        (Person { access: Access::Team, ..free(1) }, None),
        (Person { access: Access::None, ..free(1) }, Some("no_access")),
        (Person { active: false, ..free(1) }, Some("inactive")),
        (Person { seat: false, ..free(1) }, Some("no_seat")),
        (away(1), Some("away")),
        (Person { presence: Presence::Unknown, ..free(1) }, Some("availability_unknown")),
    ];
    for (person, expected) in cases {
        assert_eq!(reason(&person), expected, "{person:?}");
        let took = taker(std::slice::from_ref(&person), &[], &to_users(&[1]), &mail());
        assert_eq!(took, expected.is_none().then_some(1), "{person:?}");
    }
}

#[test]
fn the_first_failing_reason_is_given() {
    let mut person = Person {
        active: false,
        seat: false,
        access: Access::None,
        open: [1; 6],
        most: [Some(1); 6],
        ..away(1)
    };
    assert_eq!(reason(&person), Some("inactive"));
    person.active = true;
    assert_eq!(reason(&person), Some("no_seat"));
    person.seat = true;
    assert_eq!(reason(&person), Some("no_access"));
    person.access = Access::Own;
    assert_eq!(reason(&person), Some("away"));
    person.presence = Presence::Available;
    assert_eq!(reason(&person), Some("at_capacity"));
    person.most[0] = None;
    assert_eq!(reason(&person), Some("at_kind_capacity"));
    person.most[Kind::Email.index()] = None;
    assert_eq!(reason(&person), None);
}

#[test]
fn a_user_who_does_not_exist_is_skipped() {
    assert_eq!(why_not(None, Kind::Email, true), Some(Reason::UnknownUser));
    assert_eq!(taker(&[free(2)], &[], &to_users(&[1, 2]), &mail()), Some(2));
}

#[test]
fn availability_can_be_ignored_but_nothing_else() {
    let rule = Rule { only_available: false, ..to_users(&[1]) };
    assert_eq!(taker(&[away(1)], &[], &rule, &mail()), Some(1));
    assert_eq!(
        taker(&[Person { presence: Presence::Unknown, ..free(1) }], &[], &rule, &mail()),
        Some(1)
    );
    assert_eq!(taker(&[Person { seat: false, ..away(1) }], &[], &rule, &mail()), None);
    assert_eq!(taker(&[Person { most: [Some(0); 6], ..away(1) }], &[], &rule, &mail()), None);
}
