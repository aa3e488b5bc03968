//! Why a ticket goes where it goes, in full.

use std::collections::BTreeSet;

use crate::choose::{choose, rank};
use crate::rank::Pick;
use crate::walk::{Attempt, walk};
use crate::{
    Ask, Candidate, Distribution, Explanation, Outcome, Reason, Roster, Rule, Step, StepTried,
    why_not,
};

/// Who gets this ticket and why. Costs a look at each candidate; [`crate::decide`] is the quick way to the same answer.
#[must_use]
pub fn explain(roster: &Roster, rule: &Rule, ask: &Ask<'_>) -> Explanation {
    let mut notes = Notes { roster, rule, ask, steps: Vec::new() };
    let outcome = walk(rule, ask, &mut notes);
    let chance = rule.distribution == Distribution::Random
        && matches!(outcome, Outcome::Assigned { step, .. } if step != Step::ContactOwner);
    Explanation {
        outcome,
        distribution: rule.distribution,
        seed: chance.then_some(ask.seed),
        steps: notes.steps,
    }
}

struct Notes<'a> {
    roster: &'a Roster,
    rule: &'a Rule,
    ask: &'a Ask<'a>,
    steps: Vec<StepTried>,
}

impl Attempt for Notes<'_> {
    fn owner(&mut self, user: i64) -> Option<Reason> {
        let mut looked = self.look(user);
        looked.chosen = looked.eligible();
        let reason = looked.reason.clone();
        self.steps.push(StepTried {
            step: Step::ContactOwner,
            candidates: vec![looked],
            missing_teams: Vec::new(),
        });
        reason
    }

    fn named(&mut self, step: Step) -> Option<Pick> {
        let (ids, missing_teams) = self.ids(step);
        let mut candidates: Vec<Candidate> = ids.iter().map(|id| self.look(*id)).collect();
        let pick = choose(self.rule.distribution, self.ask, &mut candidates);
        for candidate in &mut candidates {
            candidate.chosen = pick.is_some_and(|pick| pick.user == candidate.user);
        }
        rank(self.rule.distribution, &mut candidates);
        candidates.extend(self.extra_members(step, &ids));
        self.steps.push(StepTried { step, candidates, missing_teams });
        pick
    }
}

impl Notes<'_> {
    /// Everybody the step reaches, each once, and the teams it names in vain.
    fn ids(&self, step: Step) -> (BTreeSet<i64>, Vec<i64>) {
        let named = self.rule.named(step);
        let mut ids: BTreeSet<i64> = named.users.iter().copied().collect();
        let mut missing = Vec::new();
        for id in named.teams {
            match self.roster.team(*id) {
                Some(team) => ids.extend(&team.main),
                None => missing.push(*id),
            }
        }
        (ids, missing)
    }

    fn look(&self, user: i64) -> Candidate {
        let person = self.roster.person(user);
        Candidate::new(user, person, why_not(person, self.ask.kind, self.rule.only_available))
    }

    /// Those people expect to be reached and are not: extra members of the step's teams.
    fn extra_members(&self, step: Step, ids: &BTreeSet<i64>) -> Vec<Candidate> {
        let mut seen = ids.clone();
        let teams = self.rule.named(step).teams.iter().filter_map(|id| self.roster.team(*id));
        teams
            .flat_map(|team| team.extra.iter().map(move |user| (team.id, *user)))
            .filter(|(_, user)| seen.insert(*user))
            .map(|(team, user)| {
                Candidate::new(
                    user,
                    self.roster.person(user),
                    Some(Reason::ExtraMemberOnly { team }),
                )
            })
            .collect()
    }
}
