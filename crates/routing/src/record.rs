//! A decision, written down so that it can be worked out again.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Ask, Asked, Explanation, Outcome, Person, Roster, Rule, Step, Team, decide, explain};

/// A decision with everything it was based on. Its JSON is stored, so fields may be added, never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Record {
    /// The shape of this record: 1.
    pub v: u32,
    /// The rule as it was.
    pub rule: Rule,
    /// What was asked.
    pub ask: Asked,
    /// The answer and why.
    pub explanation: Explanation,
    /// The facts about everybody the steps tried reach, in order of id.
    pub people: Vec<Person>,
    /// The teams those steps name, in order of id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<Team>,
}

/// How a stored decision differs from what its own facts lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// It is of a shape this version cannot read.
    Version(u32),
    /// The facts lead to another answer.
    Outcome {
        /// What was stored.
        stored: Outcome,
        /// What comes out now.
        recomputed: Outcome,
    },
    /// The answer stands, but the reasons given for it do not.
    Explanation,
}

impl Record {
    /// The shape of the records this version writes.
    pub const VERSION: u32 = 1;

    /// Decides, explains, and keeps the facts.
    #[must_use]
    pub fn make(roster: &Roster, rule: &Rule, ask: &Ask<'_>) -> Self {
        let explanation = explain(roster, rule, ask);
        let looked_at = explanation
            .steps
            .iter()
            .flat_map(|step| &step.candidates)
            .map(|candidate| candidate.user);
        let people: BTreeMap<i64, &Person> =
            looked_at.filter_map(|id| Some((id, roster.person(id)?))).collect();
        let steps = explanation
            .steps
            .iter()
            .map(|tried| tried.step)
            .filter(|step| *step != Step::ContactOwner);
        let teams: BTreeMap<i64, &Team> = steps
            .flat_map(|step| rule.named(step).teams)
            .filter_map(|id| Some((*id, roster.team(*id)?)))
            .collect();
        let asked = Asked {
            kind: ask.kind,
            contact_owner: ask.contact_owner,
            waited_minutes: ask.waited_minutes,
            seed: ask.seed,
            turns: ask.turns.iter().copied().filter(|id| people.contains_key(id)).collect(),
        };
        Record {
            v: Self::VERSION,
            rule: rule.clone(),
            ask: asked,
            people: people.into_values().cloned().collect(),
            teams: teams.into_values().cloned().collect(),
            explanation,
        }
    }

    /// The answer that was given.
    #[must_use]
    pub const fn outcome(&self) -> &Outcome {
        &self.explanation.outcome
    }

    /// The answer its own facts lead to.
    #[must_use]
    pub fn recompute(&self) -> Outcome {
        decide(&self.roster(), &self.rule, &self.ask.ask())
    }

    /// Checks that answer and explanation follow from the facts.
    ///
    /// # Errors
    /// What does not, the gravest first.
    pub fn verify(&self) -> Result<(), Box<Mismatch>> {
        if self.v != Self::VERSION {
            return Err(Box::new(Mismatch::Version(self.v)));
        }
        let recomputed = self.recompute();
        if recomputed != *self.outcome() {
            return Err(Box::new(Mismatch::Outcome { stored: self.outcome().clone(), recomputed }));
        }
        if explain(&self.roster(), &self.rule, &self.ask.ask()) != self.explanation {
            return Err(Box::new(Mismatch::Explanation));
        }
        Ok(())
    }

    fn roster(&self) -> Roster {
        Roster::new(self.people.iter().cloned(), self.teams.iter().cloned())
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mismatch::Version(v) => {
                write!(out, "record of version {v}, this reads {}", Record::VERSION)
            }
            Mismatch::Outcome { stored, recomputed } => {
                write!(out, "stored as {stored:?}, but the facts lead to {recomputed:?}")
            }
            Mismatch::Explanation => {
                out.write_str("the reasons stored do not follow from the facts")
            }
        }
    }
}

impl std::error::Error for Mismatch {}
