//! The shapes that are stored and sent. They may grow, and must not change.

use serde_json::{Value, from_str, from_value, json, to_value};
use wissel_routing::{
    Assign, Distribution, Kind, Outcome, Pool, Presence, Reason, Rule, Step, Then, TieBreak,
    WhenNobody,
};

#[test]
fn a_rule_without_a_word_is_the_default() {
    assert_eq!(from_str::<Rule>("{}").unwrap(), Rule::default());
    let expected = json!({
        "assign": "no_one", "users": [], "teams": [], "fallback": {"users": [], "teams": []},
        "distribution": "balanced", "only_available": true, "when_nobody": {"do": "leave_unassigned"},
    });
    assert_eq!(to_value(Rule::default()).unwrap(), expected);
}

#[test]
fn a_full_rule_keeps_its_shape() {
    let written = json!({
        "assign": "contact_owner", "users": [1], "teams": [2], "fallback": {"users": [3], "teams": [4]},
        "distribution": "round_robin", "only_available": false,
        "when_nobody": {"do": "overflow", "after_minutes": 15, "users": [5], "teams": [6]},
    });
    let rule = Rule {
        assign: Assign::ContactOwner,
        users: vec![1],
        teams: vec![2],
        fallback: Pool { users: vec![3], teams: vec![4] },
        distribution: Distribution::RoundRobin,
        only_available: false,
        when_nobody: WhenNobody::Overflow { after_minutes: 15, users: vec![5], teams: vec![6] },
    };
    assert_eq!(to_value(&rule).unwrap(), written);
    assert_eq!(from_value::<Rule>(written).unwrap(), rule);
}

#[test]
fn a_rule_with_an_unknown_word_is_refused() {
    for text in [
        r#"{"asign": "no_one"}"#,
        r#"{"assign": "everyone"}"#,
        r#"{"fallback": {"user": []}}"#,
        r#"{"when_nobody": {"do": "shout"}}"#,
        r#"{"when_nobody": {"do": "overflow", "after_minutes": 5, "user": []}}"#,
        r#"{"when_nobody": {"do": "overflow"}}"#,
        r#"{"when_nobody": {"do": "overflow", "after_minutes": -5}}"#,
        r#"{"users": ["1"]}"#,
    ] {
        assert!(from_str::<Rule>(text).is_err(), "{text}");
    }
}

#[test]
fn outcomes_keep_their_shape() {
    let given = Outcome::Assigned {
        user: 7,
        step: Step::Fallback,
        tie_break: Some(TieBreak::LeastRecent),
        new_cycle: true,
        mail_owner: true,
    };
    let plain = Outcome::Assigned {
        user: 7,
        step: Step::Candidates,
        tie_break: None,
        new_cycle: false,
        mail_owner: false,
    };
    let later = Outcome::Nobody { then: Then::OverflowLater { at_minutes: 5 }, mail_owner: true };
    let left = Outcome::Nobody { then: Then::LeftUnassigned, mail_owner: false };
    let shapes = [
        (
            given,
            json!({
                "kind": "assigned", "user": 7, "step": "fallback", "tie_break": "least_recent",
                "new_cycle": true, "mail_owner": true,
            }),
        ),
        (plain, json!({"kind": "assigned", "user": 7, "step": "candidates"})),
        (
            later,
            json!({"kind": "nobody", "then": "overflow_later", "at_minutes": 5, "mail_owner": true}),
        ),
        (left, json!({"kind": "nobody", "then": "left_unassigned"})),
        (Outcome::NoOne, json!({"kind": "no_one"})),
    ];
    for (outcome, shape) in shapes {
        assert_eq!(to_value(&outcome).unwrap(), shape);
        assert_eq!(from_value::<Outcome>(shape).unwrap(), outcome);
    }
}

/// The name a reason goes by in code is the name it is stored under.
#[test]
fn reasons_keep_their_shape() {
    let away = Reason::Away { since: Some(5), until: None, reason: Some("lunch".into()) };
    let kind_full = Reason::AtKindCapacity { kind: Kind::Whatsapp, open: 2, most: 2 };
    let shapes = [
        (Reason::UnknownUser, json!({"code": "unknown_user"})),
        (Reason::Inactive, json!({"code": "inactive"})),
        (Reason::NoSeat, json!({"code": "no_seat"})),
        (Reason::NoAccess, json!({"code": "no_access"})),
        (away, json!({"code": "away", "since": 5, "reason": "lunch"})),
        (Reason::AvailabilityUnknown, json!({"code": "availability_unknown"})),
        (
            Reason::AtCapacity { open: 6, most: 6 },
            json!({"code": "at_capacity", "open": 6, "most": 6}),
        ),
        (kind_full, json!({"code": "at_kind_capacity", "kind": "whatsapp", "open": 2, "most": 2})),
        (Reason::ExtraMemberOnly { team: 3 }, json!({"code": "extra_member_only", "team": 3})),
        (Reason::HadTurn, json!({"code": "had_turn"})),
    ];
    for (reason, shape) in shapes {
        assert_eq!(to_value(&reason).unwrap(), shape);
        assert_eq!(shape["code"], Value::from(reason.code()));
        assert_eq!(from_value::<Reason>(shape).unwrap(), reason);
    }
}

#[test]
fn presence_must_be_said() {
    assert_eq!(to_value(Presence::Available).unwrap(), json!("available"));
    assert_eq!(to_value(Presence::Unknown).unwrap(), json!("unknown"));
    let away = Presence::Away { since: None, until: Some(9), reason: None };
    assert_eq!(to_value(away).unwrap(), json!({"away": {"until": 9}}));
    let silent = json!({"id": 1, "active": true, "seat": true, "access": "all", "open": [0, 0, 0, 0, 0, 0], "last_assigned": 0});
    assert!(from_value::<wissel_routing::Person>(silent).is_err());
}
