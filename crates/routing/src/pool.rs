//! Those a step names, and those of them who can take the ticket, as bitsets.

use fixedbitset::FixedBitSet;

use crate::{Ask, Roster, Rule, Step};

/// The step's candidates: the users it names and the main members of the teams it names, each once.
pub(crate) fn candidates(roster: &Roster, rule: &Rule, step: Step) -> FixedBitSet {
    let named = rule.named(step);
    let mut pool = roster.places(named.users);
    for team in named.teams.iter().filter_map(|id| roster.teams.get(id)) {
        pool.union_with(&team.main);
    }
    pool
}

/// The candidates who can take it. Every filter narrows, none widens; a new one is one more line here.
pub(crate) fn eligible(roster: &Roster, rule: &Rule, ask: &Ask<'_>, step: Step) -> FixedBitSet {
    let mut pool = candidates(roster, rule, step);
    pool.intersect_with(roster.facts.able(ask.kind, rule.only_available));
    pool
}
