//! behaviour.md section 1: the most open tickets a user may hold, in total and per kind.

use wissel_routing::{Ask, Kind, Person, Reason, why_not};

use crate::desk::{busy, free, mail, taker, team, to_teams, to_users};

fn limited(id: i64, open: u32, most: u32) -> Person {
    Person { most: [Some(most), None, None, None, None, None], ..busy(id, open) }
}

/// Lesson 16: numbers are compared as numbers, where "9" would come after "10".
#[test]
fn nine_is_less_than_ten() {
    for (open, most, fits) in
        [(9, 10, true), (10, 10, false), (10, 9, false), (9, 9, false), (99, 100, true)]
    {
        let took = taker(&[limited(1, open, most)], &[], &to_users(&[1]), &mail());
        assert_eq!(took.is_some(), fits, "{open} of {most}");
    }
    assert_eq!(taker(&[busy(1, 10), busy(2, 9)], &[], &to_users(&[1, 2]), &mail()), Some(2));
}

#[test]
fn a_limit_of_none_at_all_takes_nothing() {
    assert_eq!(taker(&[limited(1, 0, 0)], &[], &to_users(&[1]), &mail()), None);
}

#[test]
fn more_open_than_allowed_is_full_as_well() {
    assert_eq!(
        why_not(Some(&limited(1, 7, 6)), Kind::Email, true),
        Some(Reason::AtCapacity { open: 7, most: 6 })
    );
}

#[test]
fn a_kind_that_is_full_leaves_room_for_the_others() {
    let mut person = free(1);
    person.open = [2, 0, 0, 2, 0, 0];
    person.most[Kind::Chat.index()] = Some(2);
    for kind in Kind::ALL {
        let took =
            taker(std::slice::from_ref(&person), &[], &to_users(&[1]), &Ask { kind, ..mail() });
        assert_eq!(took.is_some(), kind != Kind::Chat, "{kind:?}");
    }
    let full = Reason::AtKindCapacity { kind: Kind::Chat, open: 2, most: 2 };
    assert_eq!(why_not(Some(&person), Kind::Chat, true), Some(full));
}

/// Lesson 4: a full team does not leak.
#[test]
fn a_full_team_does_not_leak_to_others() {
    let people = [limited(1, 3, 3), limited(2, 3, 3), free(3)];
    assert_eq!(taker(&people, &[team(7, &[1, 2], &[3])], &to_teams(&[7]), &mail()), None);
}

/// Lesson 18: what holds for one kind of channel holds for all.
#[test]
fn every_kind_is_routed_alike() {
    let people = [busy(1, 2), busy(2, 1), limited(3, 0, 0)];
    for kind in Kind::ALL {
        assert_eq!(
            taker(&people, &[], &to_users(&[1, 2, 3]), &Ask { kind, ..mail() }),
            Some(2),
            "{kind:?}"
        );
    }
}
