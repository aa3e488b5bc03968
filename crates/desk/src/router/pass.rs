//! One look at the line: who can be served is served, in the line's order; who cannot is told so once.

use std::collections::HashSet;

use futures_util::future::join_all;
use jiff::Timestamp;
use wissel_model::{ChannelId, Error, Result};
use wissel_routing::{Ask, Distribution, Outcome, Record, Step, turns_after};
use wissel_store::line::{self, Need, Waiting};

use super::claim::{Claim, claim};
use super::people::kind;
use super::refresh::news;
use super::state::{State, waited};
use super::tell::{Tell, tell};
use crate::Desk;
use crate::random::seed;

/// Tickets looked at together: their claims are committed as a group.
const BATCH: i64 = 64;
/// Rounds without progress before the router lets the world settle.
const PATIENCE: usize = 6;

/// What is to be done about one ticket.
enum Plan {
    Claim(Box<Claim>),
    Tell(Box<Tell>),
}

impl Desk {
    /// Serves the line until nothing more can be done now. Returns how many tickets got an owner.
    pub(super) async fn serve_line(&self, state: &mut State) -> Result<usize> {
        let (mut served, mut idle) = (0, 0);
        loop {
            let now = self.now();
            // Those we counted on in the round before are read again, whatever came of it.
            let (cursor, from, again) = (state.cursor, state.at, state.touched.clone());
            let found = self.db().read(move |tx| news(tx, cursor, from, &again, now)).await?;
            state.take(found);
            let plans = self.plan(state, now).await?;
            if plans.is_empty() {
                return Ok(served);
            }
            let done = self.carry_out(plans, now).await?;
            served += done.assigned;
            idle = if done.progress { 0 } else { idle + 1 };
            if idle >= PATIENCE {
                return Ok(served);
            }
        }
    }

    /// Decides the next tickets in the line's order, each as if those before it had already been handed out.
    async fn plan(&self, state: &mut State, now: Timestamp) -> Result<Vec<Plan>> {
        let needs = self.db().read(move |tx| line::needs(tx, now)).await?;
        let wanted: Vec<&Need> =
            needs.iter().filter(|need| !need.decided || state.serves(need)).collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let keys: Vec<i64> =
            wanted.iter().filter(|need| need.decided).map(|need| need.key()).collect();
        let heads = self.db().read(move |tx| line::heads(tx, &keys, now, BATCH)).await?;
        let mut plans = Vec::with_capacity(heads.len());
        let mut in_turn = HashSet::new();
        for (waiting, counts) in heads {
            plans.extend(self.decide(state, waiting, counts, &mut in_turn, now)?);
        }
        Ok(plans)
    }

    fn decide(
        &self,
        state: &mut State,
        waiting: Waiting,
        counts: bool,
        in_turn: &mut HashSet<ChannelId>,
        now: Timestamp,
    ) -> Result<Option<Plan>> {
        let Some(in_force) = state.rules.get(&waiting.channel) else { return Ok(None) };
        let robin = in_force.rule.distribution == Distribution::RoundRobin;
        let ask = Ask {
            kind: kind(in_force.kind),
            contact_owner: Some(waiting.contact_owner).filter(|owner| *owner != 0),
            waited_minutes: waited(&waiting, now),
            seed: seed(self.random()),
            turns: state.had(waiting.channel),
        };
        let outcome = wissel_routing::decide(&state.roster, &in_force.rule, &ask);
        // "Nobody" may only be said on loads that are true: after a pick of this batch, that is in the next round.
        if outcome.user().is_none() && (waiting.decided || !state.touched.is_empty()) {
            return Ok(None);
        }
        let record = Record::make(&state.roster, &in_force.rule, &ask);
        let text = serde_json::to_string(&record).map_err(Error::internal)?;
        let (version, rule) = (in_force.version, in_force.rule.clone());
        let Outcome::Assigned { user, step, new_cycle, mail_owner, .. } = outcome else {
            return Ok(Some(Plan::Tell(Box::new(Tell {
                waiting,
                rule,
                version,
                outcome,
                record: text,
            }))));
        };
        // The contact's owner takes no turn. Turns are taken one by one: a pick depends on the one before it.
        let robin = robin && step != Step::ContactOwner;
        if robin && !in_turn.insert(waiting.channel) {
            return Ok(None);
        }
        let open = state.roster.person(user).map_or(0, |person| i64::from(person.open[0]));
        let turn = robin.then(|| {
            let counter = state.cycles.get(&waiting.channel).map_or(0, |cycle| cycle.counter);
            (counter, new_cycle.then(|| turns_after(&state.roster, &rule, &ask, &outcome)))
        });
        let kind = ask.kind;
        state.touched.insert(user);
        if counts {
            state.recent += 1;
            state.roster.took(user, kind, state.recent);
        }
        Ok(Some(Plan::Claim(Box::new(Claim {
            waiting,
            rule,
            version,
            user,
            step,
            kind,
            open,
            turn,
            mail_owner,
            record: text,
        }))))
    }

    async fn carry_out(&self, plans: Vec<Plan>, now: Timestamp) -> Result<Done> {
        // One after another for the same person, so that each finds the load it counted on; all together otherwise.
        let mut lanes: Vec<(Option<i64>, Vec<Plan>)> = Vec::new();
        for plan in plans {
            let user = match &plan {
                Plan::Claim(claim) => Some(claim.user),
                Plan::Tell(_) => None,
            };
            match lanes.iter_mut().find(|(of, _)| user.is_some() && *of == user) {
                Some((_, lane)) => lane.push(plan),
                None => lanes.push((user, vec![plan])),
            }
        }
        let mut done = Done::default();
        for outcome in join_all(lanes.into_iter().map(|(_, lane)| self.lane(lane, now))).await {
            let outcome = outcome?;
            done.assigned += outcome.assigned;
            done.progress |= outcome.progress;
        }
        Ok(done)
    }

    async fn lane(&self, lane: Vec<Plan>, now: Timestamp) -> Result<Done> {
        let mut done = Done::default();
        for plan in lane {
            let outcome = match plan {
                Plan::Claim(plan) => self.db().write(move |tx| claim(tx, &plan, now)).await,
                Plan::Tell(plan) => {
                    self.db().write(move |tx| tell(tx, &plan, now)).await.map(|()| false)
                }
            };
            match outcome {
                Ok(assigned) => {
                    done.assigned += usize::from(assigned);
                    done.progress = true;
                }
                // The facts moved; the next round reads them again.
                Err(Error::Refused { .. } | Error::Changed { .. }) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(done)
    }
}

#[derive(Debug, Default)]
struct Done {
    assigned: usize,
    progress: bool,
}
