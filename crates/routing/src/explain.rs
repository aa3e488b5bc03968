//! Why a ticket goes where it goes, in full.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::rank::{Leader, Pick, nth};
use crate::walk::{Attempt, walk};
use crate::{Ask, Distribution, Outcome, Person, Reason, Roster, Rule, Step, why_not};

/// A decision with everybody who was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Explanation {
    /// The answer, equal to what [`crate::decide`] gives.
    pub outcome: Outcome,
    /// How one was picked from several.
    pub distribution: Distribution,
    /// What a random pick was made from; absent when chance had no part in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// The steps tried, in order; only the last can have found somebody.
    pub steps: Vec<StepTried>,
}

/// One step that was tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StepTried {
    /// Which.
    pub step: Step,
    /// Those who could take it, best first where the distribution ranks; then those who could not; then extra members.
    pub candidates: Vec<Candidate>,
    /// Teams the step names that do not exist.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing_teams: Vec<i64>,
}

/// One person who was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Candidate {
    /// Their id.
    pub user: i64,
    /// Whether they got it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub chosen: bool,
    /// The first reason they could not take it; absent when they could.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// How many tickets they have open in total.
    pub open: u32,
    /// How many they may have open in total, if there is a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// Their last assignment in the growing sequence; 0 for never.
    pub last_assigned: i64,
}

impl Candidate {
    /// Whether they could take it.
    #[must_use]
    pub const fn eligible(&self) -> bool {
        self.reason.is_none()
    }
}

/// Who gets this ticket and why. Costs a look at each candidate; [`crate::decide`] is the quick way to the same answer.
#[must_use]
pub fn explain(roster: &Roster, rule: &Rule, ask: &Ask<'_>) -> Explanation {
    let mut notes = Notes {
        roster,
        rule,
        ask,
        steps: Vec::new(),
    };
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
        let pick = self.pick(&mut candidates);
        for candidate in &mut candidates {
            candidate.chosen = pick.is_some_and(|pick| pick.user == candidate.user);
        }
        self.rank(&mut candidates);
        candidates.extend(self.extra_members(step, &ids));
        self.steps.push(StepTried {
            step,
            candidates,
            missing_teams,
        });
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
        facts(
            user,
            person,
            why_not(person, self.ask.kind, self.rule.only_available),
        )
    }

    /// Picks one; in a round that goes on, marks those who had their turn.
    fn pick(&self, candidates: &mut [Candidate]) -> Option<Pick> {
        let mut new_cycle = false;
        if self.rule.distribution == Distribution::RoundRobin {
            let turns: BTreeSet<i64> = self.ask.turns.iter().copied().collect();
            let had = |candidate: &Candidate| turns.contains(&candidate.user);
            new_cycle = candidates
                .iter()
                .filter(|candidate| candidate.eligible())
                .all(had);
            if !new_cycle {
                for candidate in candidates
                    .iter_mut()
                    .filter(|candidate| candidate.eligible() && had(candidate))
                {
                    candidate.reason = Some(Reason::HadTurn);
                }
            }
        }
        let eligible: Vec<&Candidate> = candidates
            .iter()
            .filter(|candidate| candidate.eligible())
            .collect();
        if eligible.is_empty() {
            return None;
        }
        if self.rule.distribution == Distribution::Random {
            let user = eligible[nth(self.ask.seed, eligible.len())].user;
            return Some(Pick {
                user,
                tie_break: None,
                new_cycle,
            });
        }
        let mut leader = Leader::default();
        for candidate in eligible {
            leader.show(
                self.load(candidate),
                candidate.last_assigned,
                candidate.user,
            );
        }
        leader.pick(new_cycle)
    }

    /// What is ranked before recency: the load where loads are balanced, nothing elsewhere.
    fn load(&self, candidate: &Candidate) -> u32 {
        if self.rule.distribution == Distribution::Balanced {
            candidate.open
        } else {
            0
        }
    }

    /// Puts those who could first, best first. Chance has no best, so there ids decide.
    fn rank(&self, candidates: &mut [Candidate]) {
        let ranked = self.rule.distribution != Distribution::Random;
        candidates.sort_by_key(|candidate| {
            let place = (candidate.eligible() && ranked)
                .then(|| (self.load(candidate), candidate.last_assigned));
            (!candidate.eligible(), place, candidate.user)
        });
    }

    /// Those people expect to be reached and are not: extra members of the step's teams.
    fn extra_members(&self, step: Step, ids: &BTreeSet<i64>) -> Vec<Candidate> {
        let mut seen = ids.clone();
        let teams = self
            .rule
            .named(step)
            .teams
            .iter()
            .filter_map(|id| self.roster.team(*id));
        teams
            .flat_map(|team| team.extra.iter().map(move |user| (team.id, *user)))
            .filter(|(_, user)| seen.insert(*user))
            .map(|(team, user)| {
                facts(
                    user,
                    self.roster.person(user),
                    Some(Reason::ExtraMemberOnly { team }),
                )
            })
            .collect()
    }
}

fn facts(user: i64, person: Option<&Person>, reason: Option<Reason>) -> Candidate {
    Candidate {
        user,
        chosen: false,
        reason,
        open: person.map_or(0, |person| person.open[0]),
        most: person.and_then(|person| person.most[0]),
        last_assigned: person.map_or(0, |person| person.last_assigned),
    }
}
