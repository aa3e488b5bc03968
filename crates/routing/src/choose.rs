//! Picking one of the candidates looked at, in the open.

use std::collections::BTreeSet;

use crate::rank::{Leader, Pick, nth};
use crate::{Ask, Candidate, Distribution, Reason};

/// Picks one of the eligible, who stand in order of id. In a round that goes on, those who had their turn are marked first.
pub(crate) fn choose(
    distribution: Distribution,
    ask: &Ask<'_>,
    candidates: &mut [Candidate],
) -> Option<Pick> {
    let new_cycle = distribution == Distribution::RoundRobin && !pass_over(ask.turns, candidates);
    let eligible: Vec<&Candidate> =
        candidates.iter().filter(|candidate| candidate.eligible()).collect();
    if eligible.is_empty() {
        return None;
    }
    let (user, tie_break) = if distribution == Distribution::Random {
        (eligible[nth(ask.seed, eligible.len())].user, None)
    } else {
        let mut leader = Leader::new();
        for candidate in eligible {
            leader.show(load(distribution, candidate), candidate.last_assigned, candidate.user);
        }
        leader.leader()?
    };
    Some(Pick { user, tie_break, new_cycle })
}

/// Puts the eligible first, best first. Chance has no best, so there ids decide.
pub(crate) fn rank(distribution: Distribution, candidates: &mut [Candidate]) {
    let ranked = distribution != Distribution::Random;
    candidates.sort_by_key(|candidate| {
        let numbers = (load(distribution, candidate), candidate.last_assigned);
        (!candidate.eligible(), (candidate.eligible() && ranked).then_some(numbers), candidate.user)
    });
}

/// Marks the eligible who had their turn, if that leaves anybody. Returns whether it does.
fn pass_over(turns: &[i64], candidates: &mut [Candidate]) -> bool {
    let turns: BTreeSet<i64> = turns.iter().copied().collect();
    let mut eligible = candidates.iter().filter(|candidate| candidate.eligible());
    if eligible.all(|candidate| turns.contains(&candidate.user)) {
        return false;
    }
    for candidate in candidates.iter_mut().filter(|candidate| candidate.eligible()) {
        candidate.reason = turns.contains(&candidate.user).then_some(Reason::HadTurn);
    }
    true
}

/// What is ranked before recency: the load where loads are balanced, nothing elsewhere.
fn load(distribution: Distribution, candidate: &Candidate) -> u32 {
    if distribution == Distribution::Balanced { candidate.open } else { 0 }
}
