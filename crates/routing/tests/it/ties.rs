//! behaviour.md section 5: balanced is fewest open; ties by least recently assigned, then lowest id.

use wissel_routing::{Outcome, Person, Step, TieBreak};

use crate::desk::{answer, busy, mail, taker, to_users};

fn had(id: i64, open: u32, last_assigned: i64) -> Person {
    Person { last_assigned, ..busy(id, open) }
}

#[test]
fn balanced_picks_the_fewest_open_and_says_what_settled_a_tie() {
    use TieBreak::{LeastRecent, LowestId};
    let cases: [(&[Person], i64, Option<TieBreak>); 6] = [
        (&[had(1, 2, 0), had(2, 1, 9)], 2, None),
        (&[had(1, 1, 8), had(2, 1, 7)], 2, Some(LeastRecent)),
        (&[had(1, 1, 7), had(2, 1, 7)], 1, Some(LowestId)),
        (&[had(1, 1, 7), had(2, 1, 7), had(3, 1, 3)], 3, Some(LeastRecent)),
        (&[had(1, 1, 7), had(2, 1, 0), had(3, 1, 0)], 2, Some(LowestId)),
        (&[had(1, 2, 0), had(2, 2, 0), had(3, 1, 5)], 3, None),
    ];
    for (people, user, tie_break) in cases {
        let outcome = answer(people, &[], &to_users(&[1, 2, 3]), &mail());
        let step = Step::Candidates;
        let expected =
            Outcome::Assigned { user, step, tie_break, new_cycle: false, mail_owner: false };
        assert_eq!(outcome, expected, "{people:?}");
    }
}

/// Lesson 23.
#[test]
fn the_order_of_the_list_never_decides() {
    let people = [had(1, 0, 5), had(2, 0, 5), had(3, 0, 5)];
    for order in [[1, 2, 3], [3, 2, 1], [2, 3, 1]] {
        assert_eq!(taker(&people, &[], &to_users(&order), &mail()), Some(1));
    }
}

#[test]
fn somebody_who_never_got_one_goes_before_somebody_who_did() {
    assert_eq!(taker(&[had(1, 0, 1), had(2, 0, 0)], &[], &to_users(&[1, 2]), &mail()), Some(2));
}
