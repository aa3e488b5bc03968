//! Round robin's memory: who had one in this cycle.

use std::collections::BTreeSet;

use crate::{Ask, Distribution, Outcome, Roster, Rule, Step};

/// Who had a turn in this cycle once `outcome` has been carried out, in order of id: what the next [`Ask::turns`] is to be.
///
/// A new cycle forgets the turns of those the step reaches and keeps the turns of those that only another
/// step of the rule reaches: overflowing once does not give the regular people a second ticket early.
/// A ticket that goes to its contact's owner is no turn, since nobody shared it out.
#[must_use]
pub fn turns_after(roster: &Roster, rule: &Rule, ask: &Ask<'_>, outcome: &Outcome) -> Vec<i64> {
    let mut turns: BTreeSet<i64> = ask.turns.iter().copied().collect();
    if let Outcome::Assigned { user, step, new_cycle, .. } = outcome
        && rule.distribution == Distribution::RoundRobin
        && *step != Step::ContactOwner
    {
        if *new_cycle {
            let elsewhere =
                |id: &i64| rule.naming_steps().any(|other| reaches(roster, rule, other, *id));
            turns.retain(|id| !reaches(roster, rule, *step, *id) && elsewhere(id));
        }
        turns.insert(*user);
    }
    turns.into_iter().collect()
}

fn reaches(roster: &Roster, rule: &Rule, step: Step, id: i64) -> bool {
    let named = rule.named(step);
    let in_team = |team: &i64| roster.team(*team).is_some_and(|team| team.main.contains(&id));
    named.users.contains(&id) || named.teams.iter().any(in_team)
}
