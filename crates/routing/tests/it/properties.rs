//! What holds for any roster, rule and ask.

use std::collections::BTreeSet;

use proptest::prelude::*;
use wissel_routing::{
    Ask, Distribution, Outcome, Person, Roster, Rule, Step, decide, explain, why_not,
};

use crate::any::{asked, people, roster, rule, teams};

/// Who a step reaches and who can take it, worked out the long way round, in this test's own words.
fn able<'r>(roster: &'r Roster, rule: &Rule, ask: &Ask<'_>, step: Step) -> Vec<&'r Person> {
    let named = rule.named(step);
    let reached = |person: &&Person| {
        named.users.contains(&person.id)
            || named
                .teams
                .iter()
                .any(|id| roster.team(*id).is_some_and(|team| team.main.contains(&person.id)))
            || (step == Step::ContactOwner && ask.contact_owner == Some(person.id))
    };
    let can = |person: &&Person| why_not(Some(person), ask.kind, rule.only_available).is_none();
    roster.people().iter().filter(reached).filter(can).collect()
}

/// The pick of a plain scan over everybody.
fn scan(able: &[&Person], rule: &Rule, ask: &Ask<'_>) -> Option<i64> {
    let waiting: Vec<_> = able.iter().filter(|person| !ask.turns.contains(&person.id)).collect();
    let best = match rule.distribution {
        Distribution::Balanced => able.iter().min_by_key(|p| (p.open[0], p.last_assigned, p.id)),
        Distribution::RoundRobin if waiting.is_empty() => {
            able.iter().min_by_key(|p| (p.last_assigned, p.id))
        }
        Distribution::RoundRobin => waiting.into_iter().min_by_key(|p| (p.last_assigned, p.id)),
        Distribution::Random => None,
    };
    best.map(|person| person.id)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn decide_and_explain_agree(roster in roster(), rule in rule(), asked in asked()) {
        prop_assert_eq!(decide(&roster, &rule, &asked.ask()), explain(&roster, &rule, &asked.ask()).outcome);
    }

    /// Lesson 4.
    #[test]
    fn the_owner_is_always_one_of_those_the_step_reaches_and_who_can(
        roster in roster(), rule in rule(), asked in asked(),
    ) {
        let explanation = explain(&roster, &rule, &asked.ask());
        if let Outcome::Assigned { user, step, .. } = decide(&roster, &rule, &asked.ask()) {
            prop_assert!(able(&roster, &rule, &asked.ask(), step).iter().any(|person| person.id == user));
            let last = explanation.steps.last().unwrap();
            let chosen: Vec<_> = last.candidates.iter().filter(|c| c.chosen).map(|c| (c.user, c.eligible())).collect();
            prop_assert_eq!((last.step, chosen), (step, vec![(user, true)]));
        }
    }

    #[test]
    fn nobody_gets_it_only_when_nobody_can(roster in roster(), rule in rule(), asked in asked()) {
        if let Outcome::Nobody { .. } = decide(&roster, &rule, &asked.ask()) {
            for tried in explain(&roster, &rule, &asked.ask()).steps {
                prop_assert!(able(&roster, &rule, &asked.ask(), tried.step).is_empty());
            }
        }
    }

    #[test]
    fn a_plain_scan_picks_the_same(roster in roster(), rule in rule(), asked in asked()) {
        if let Outcome::Assigned { user, step, .. } = decide(&roster, &rule, &asked.ask())
            && step != Step::ContactOwner && rule.distribution != Distribution::Random
        {
            let able = able(&roster, &rule, &asked.ask(), step);
            prop_assert_eq!(scan(&able, &rule, &asked.ask()), Some(user));
        }
    }

    /// Each candidate is listed once; who is eligible in the list is who can, save for turns.
    #[test]
    fn the_explanation_lists_each_candidate_once_and_truly(roster in roster(), rule in rule(), asked in asked()) {
        for tried in explain(&roster, &rule, &asked.ask()).steps {
            let listed: BTreeSet<i64> = tried.candidates.iter().map(|c| c.user).collect();
            prop_assert_eq!(listed.len(), tried.candidates.len());
            let could = |c: &&wissel_routing::Candidate| c.eligible() || c.reason == Some(wissel_routing::Reason::HadTurn);
            let eligible: BTreeSet<i64> = tried.candidates.iter().filter(could).map(|c| c.user).collect();
            let able: BTreeSet<i64> = able(&roster, &rule, &asked.ask(), tried.step).iter().map(|p| p.id).collect();
            prop_assert_eq!(eligible, able);
        }
    }

    /// Lesson 23: what was listed first, in the rule or the roster, changes nothing.
    #[test]
    fn the_order_of_lists_changes_nothing(
        people in people(), teams in teams(), rule in rule(), asked in asked(),
    ) {
        let roster = Roster::new(people, teams.clone());
        let mut turned = rule.clone();
        turned.users.reverse();
        turned.teams.reverse();
        turned.fallback.users.reverse();
        turned.fallback.teams.reverse();
        let backwards = teams.into_iter().filter(|team| roster.team(team.id) == Some(team)).map(|mut team| {
            team.main.reverse();
            team
        });
        let mirrored = Roster::new(roster.people().iter().rev().cloned(), backwards);
        prop_assert_eq!(decide(&roster, &rule, &asked.ask()), decide(&mirrored, &turned, &asked.ask()));
    }
}
