//! Who gets this ticket, quickly.

use fixedbitset::FixedBitSet;

use crate::bits::each_common;
use crate::pool::eligible;
use crate::rank::{Leader, Pick, nth};
use crate::walk::{Attempt, walk};
use crate::{Ask, Distribution, Outcome, Reason, Roster, Rule, Step, why_not};

/// Who gets this ticket. The same roster, rule and ask always give the same answer.
#[must_use]
pub fn decide(roster: &Roster, rule: &Rule, ask: &Ask<'_>) -> Outcome {
    walk(rule, ask, &mut Fast { roster, rule, ask })
}

struct Fast<'a> {
    roster: &'a Roster,
    rule: &'a Rule,
    ask: &'a Ask<'a>,
}

impl Attempt for Fast<'_> {
    fn owner(&mut self, user: i64) -> Option<Reason> {
        why_not(self.roster.person(user), self.ask.kind, self.rule.only_available)
    }

    fn named(&mut self, step: Step) -> Option<Pick> {
        let eligible = eligible(self.roster, self.rule, self.ask, step);
        if eligible.is_clear() {
            return None;
        }
        match self.rule.distribution {
            Distribution::Balanced => self.balanced(&eligible),
            Distribution::Random => self.random(&eligible),
            Distribution::RoundRobin => self.round_robin(eligible),
        }
    }
}

impl Fast<'_> {
    /// The first load at which somebody can take it holds the winner.
    fn balanced(&self, eligible: &FixedBitSet) -> Option<Pick> {
        self.roster.facts.loads().find_map(|places| {
            let mut leader = Leader::new();
            each_common(eligible, places, |at| {
                leader.show(0, self.roster.facts.last_assigned[at], at);
            });
            self.pick(leader, false)
        })
    }

    fn random(&self, eligible: &FixedBitSet) -> Option<Pick> {
        let at = eligible.ones().nth(nth(self.ask.seed, eligible.count_ones(..)))?;
        Some(Pick { user: self.roster.id_at(at), tie_break: None, new_cycle: false })
    }

    fn round_robin(&self, eligible: FixedBitSet) -> Option<Pick> {
        let mut fresh = eligible.clone();
        fresh.difference_with(&self.roster.places(self.ask.turns));
        let new_cycle = fresh.is_clear();
        self.least_recent(if new_cycle { &eligible } else { &fresh }.ones(), new_cycle)
    }

    /// The least recently assigned of these, who are equal otherwise.
    fn least_recent(&self, places: impl Iterator<Item = usize>, new_cycle: bool) -> Option<Pick> {
        let mut leader = Leader::new();
        for at in places {
            leader.show(0, self.roster.facts.last_assigned[at], at);
        }
        self.pick(leader, new_cycle)
    }

    /// Who leads, by place: places follow ids.
    fn pick(&self, leader: Leader<usize>, new_cycle: bool) -> Option<Pick> {
        let (at, tie_break) = leader.leader()?;
        Some(Pick { user: self.roster.id_at(at), tie_break, new_cycle })
    }
}
