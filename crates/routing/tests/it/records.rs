//! behaviour.md section 7: any decision can be recomputed from what was stored, and must come out equal.

use proptest::prelude::*;
use serde_json::{from_str, from_value, json, to_string, to_value};
use wissel_routing::{Mismatch, Outcome, Record, Roster, Rule, Then, decide};

use crate::any::{asked, roster, rule};
use crate::desk::{away, busy, free, mail, overflow, team, to_teams, to_users};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_stored_decision_recomputes_equal(roster in roster(), rule in rule(), asked in asked()) {
        let made = Record::make(&roster, &rule, &asked.ask());
        prop_assert_eq!(made.outcome(), &decide(&roster, &rule, &asked.ask()));
        let read: Record = from_str(&to_string(&made).unwrap()).unwrap();
        prop_assert_eq!(&read, &made);
        prop_assert_eq!(&read.recompute(), made.outcome());
        prop_assert_eq!(read.verify(), Ok(()));
    }
}

#[test]
fn a_record_holds_those_who_were_looked_at_and_nobody_else() {
    let roster =
        Roster::new([free(1), free(2), free(3)], [team(7, &[1], &[2]), team(8, &[3], &[])]);
    let rule = Rule { when_nobody: overflow(&[3]), ..to_teams(&[7]) };
    let ask = wissel_routing::Ask { turns: &[1, 3], ..mail() };
    let record = Record::make(&roster, &rule, &ask);
    assert_eq!(record.people.iter().map(|person| person.id).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(record.teams.iter().map(|team| team.id).collect::<Vec<_>>(), [7]);
    assert_eq!(record.ask.turns, [1]);
}

#[test]
fn a_record_that_was_tampered_with_does_not_verify() {
    let honest = Record::make(&Roster::new([free(1), busy(2, 1)], []), &to_users(&[1, 2]), &mail());

    let mut other_outcome = honest.clone();
    other_outcome.explanation.outcome = Outcome::Nobody { then: Then::Waiting, mail_owner: false };
    assert!(matches!(*other_outcome.verify().unwrap_err(), Mismatch::Outcome { .. }));

    let mut other_facts = honest.clone();
    other_facts.people[0] = away(1);
    assert!(matches!(*other_facts.verify().unwrap_err(), Mismatch::Outcome { .. }));

    let mut other_reasons = honest.clone();
    other_reasons.explanation.steps[0].candidates[1].open = 9;
    assert_eq!(*other_reasons.verify().unwrap_err(), Mismatch::Explanation);

    let later = Record { v: 2, ..honest };
    assert_eq!(*later.verify().unwrap_err(), Mismatch::Version(2));
}

/// Records of version 1 are in people's databases: they must always read, and always verify.
#[test]
fn a_record_keeps_its_shape() {
    let shape = json!({
        "v": 1,
        "rule": {
            "assign": "users_and_teams", "users": [2], "teams": [7], "fallback": {"users": [], "teams": []},
            "distribution": "balanced", "only_available": true, "when_nobody": {"do": "leave_unassigned"},
        },
        "ask": {"kind": "email", "waited_minutes": 0, "seed": 0},
        "explanation": {
            "outcome": {"kind": "assigned", "user": 2, "step": "candidates"},
            "distribution": "balanced",
            "steps": [{"step": "candidates", "candidates": [
                {"user": 2, "chosen": true, "open": 1, "most": 6, "last_assigned": 41},
                {"user": 1, "reason": {"code": "away", "since": 12}, "open": 0, "last_assigned": 0},
                {"user": 3, "reason": {"code": "extra_member_only", "team": 7}, "open": 0, "last_assigned": 0},
            ]}],
        },
        "people": [
            {"id": 1, "active": true, "seat": true, "access": "all", "presence": {"away": {"since": 12}},
             "open": [0, 0, 0, 0, 0, 0], "last_assigned": 0},
            {"id": 2, "active": true, "seat": true, "access": "all", "presence": "available",
             "open": [1, 1, 0, 0, 0, 0], "most": [6, null, null, null, null, null], "last_assigned": 41},
            {"id": 3, "active": true, "seat": true, "access": "all", "presence": "available",
             "open": [0, 0, 0, 0, 0, 0], "last_assigned": 0},
        ],
        "teams": [{"id": 7, "main": [1], "extra": [3]}],
    });
    let mut second = busy(2, 1);
    second.most[0] = Some(6);
    second.last_assigned = 41;
    let roster = Roster::new([away(1), second, free(3)], [team(7, &[1], &[3])]);
    let rule = Rule { users: vec![2], ..to_teams(&[7]) };
    assert_eq!(to_value(Record::make(&roster, &rule, &mail())).unwrap(), shape);
    assert_eq!(from_value::<Record>(shape).unwrap().verify(), Ok(()));
}
