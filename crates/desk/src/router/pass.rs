//! One look at the line: who can be served is served, in the line's order; who cannot is told so once.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use jiff::Timestamp;
use tokio::sync::watch;
use wissel_model::{Error, Result};
use wissel_routing::{Ask, Distribution, Outcome, Record, Step, turns_after};
use wissel_store::Tx;
use wissel_store::events::Cursor;
use wissel_store::line::{self, Need, Waiting};

use super::claim::{Claim, Claimed, claim};
use super::people::kind;
use super::refresh::{News, ask_ahead, news};
use super::run::next_edge;
use super::state::{State, waited};
use super::tell::{Tell, tell};
use crate::Desk;
use crate::random::seed;

/// Tickets looked at together: their claims are committed as a group.
const BATCH: i64 = 64;
/// In a rush: those who come within so short a time are served in one go.
const GATHER: Duration = Duration::from_millis(4);
/// Rounds without progress before the router lets the world settle.
const PATIENCE: usize = 6;

/// What came of serving the line.
pub(super) struct Served {
    /// Tickets that got an owner.
    pub(super) tickets: usize,
    /// When somebody's time runs out, or a waiting ticket's next step is due.
    pub(super) next: Option<Timestamp>,
}

/// One look at the world, on one snapshot.
struct Look {
    news: News,
    needs: Vec<Need>,
    next: Option<Timestamp>,
}

impl Look {
    fn take(
        tx: &mut Tx<'_>,
        cursor: Cursor,
        from: Timestamp,
        again: &BTreeSet<i64>,
        now: Timestamp,
    ) -> Result<Self> {
        tx.ahead(|tx| {
            ask_ahead(tx, cursor, from, now)?;
            line::needs(tx, now)?;
            next_edge(tx, now)
        });
        let news = news(tx, cursor, from, again, now)?;
        let needs = line::needs(tx, now)?;
        Ok(Self { news, needs, next: next_edge(tx, now)? })
    }
}

/// What is to be done about one ticket.
enum Plan {
    Claim(Box<Claim>),
    Tell(Box<Tell>),
}

impl Desk {
    /// Serves the line until nothing more can be done now. With each look `woken` takes note of what it will have seen,
    /// our own claims among it, so that only what happens later wakes us again.
    pub(super) async fn serve_line(
        &self,
        state: &mut State,
        mut woken: Option<&mut watch::Receiver<u64>>,
    ) -> Result<Served> {
        let (mut tickets, mut idle) = (0, 0);
        loop {
            if let Some(woken) = &mut woken {
                woken.borrow_and_update();
            }
            let now = self.now();
            // Those we counted on in the round before are read again, whatever came of it.
            let (cursor, from, again) = (state.cursor, state.at, state.touched.clone());
            let look = move |tx: &mut Tx<'_>| Look::take(tx, cursor, from, &again, now);
            let look = self.db().read(look).await?;
            state.take(look.news);
            let plans = self.plan(state, &look.needs, now).await?;
            if plans.is_empty() {
                return Ok(Served { tickets, next: look.next });
            }
            let done = self.carry_out(plans, now).await?;
            tickets += done.assigned;
            idle = if done.progress { 0 } else { idle + 1 };
            if idle >= PATIENCE {
                return Ok(Served { tickets, next: look.next });
            }
            if woken.is_some() && (2..BATCH as usize).contains(&done.assigned) {
                tokio::time::sleep(GATHER).await;
            }
        }
    }

    /// Decides the next tickets in the line's order, each as if those before it had already been handed out.
    async fn plan(&self, state: &mut State, needs: &[Need], now: Timestamp) -> Result<Vec<Plan>> {
        let wanted: Vec<&Need> =
            needs.iter().filter(|need| !need.decided || state.serves(need)).collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let keys: Vec<i64> =
            wanted.iter().filter(|need| need.decided).map(|need| need.key()).collect();
        let heads = line::heads(self.db(), &keys, now, BATCH).await?;
        let mut plans = Vec::with_capacity(heads.len());
        for (waiting, counts) in heads {
            plans.extend(self.decide(state, waiting, counts, now)?);
        }
        Ok(plans)
    }

    fn decide(
        &self,
        state: &mut State,
        waiting: Waiting,
        counts: bool,
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
        // The contact's owner takes no turn.
        let robin = robin && step != Step::ContactOwner;
        let open = state.roster.person(user).map_or(0, |person| i64::from(person.open[0]));
        let cycle = (robin && new_cycle).then(|| turns_after(&state.roster, &rule, &ask, &outcome));
        let kind = ask.kind;
        // The next pick of the channel depends on this one.
        let turn = robin.then(|| (state.turn(waiting.channel, user, cycle.as_deref()), cycle));
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

    /// All claims in one transaction: they are few statements, and each finds the loads that it counted on.
    async fn carry_out(&self, plans: Vec<Plan>, now: Timestamp) -> Result<Done> {
        let (mut claims, mut tells) = (Vec::new(), Vec::new());
        for plan in plans {
            match plan {
                Plan::Claim(claim) => claims.push(*claim),
                Plan::Tell(told) => tells.push(*told),
            }
        }
        let mut done = self.claim(claims, now).await?;
        for told in join_all(tells.into_iter().map(|told| self.tell(told, now))).await {
            done.progress |= told?;
        }
        Ok(done)
    }

    async fn claim(&self, claims: Vec<Claim>, now: Timestamp) -> Result<Done> {
        if claims.is_empty() {
            return Ok(Done::default());
        }
        let claims = Arc::new(claims);
        let all = Arc::clone(&claims);
        match self.db().write(move |tx| claim(tx, &all, now)).await {
            Ok(answers) => Ok(Done::of(&answers)),
            Err(error @ (Error::Retry(_) | Error::Unavailable(_))) => Err(error),
            // One of them must not keep the others from their owners.
            Err(error) => {
                tracing::warn!(%error, claims = claims.len(), "claims are tried one by one");
                let mut done = Done::default();
                for n in 0..claims.len() {
                    let all = Arc::clone(&claims);
                    match self.db().write(move |tx| claim(tx, &all[n..=n], now)).await {
                        Ok(answers) => done.add(&Done::of(&answers)),
                        Err(error @ (Error::Retry(_) | Error::Unavailable(_))) => {
                            return Err(error);
                        }
                        Err(error) => {
                            let ticket = claims[n].waiting.ticket;
                            tracing::error!(%error, %ticket, "a ticket cannot be given its owner");
                        }
                    }
                }
                Ok(done)
            }
        }
    }

    /// True unless it must be decided again.
    async fn tell(&self, told: Tell, now: Timestamp) -> Result<bool> {
        match self.db().write(move |tx| tell(tx, &told, now)).await {
            Ok(()) => Ok(true),
            // The facts moved; the next round reads them again.
            Err(Error::Refused { .. } | Error::Changed { .. }) => Ok(false),
            Err(other) => Err(other),
        }
    }
}

/// What came of a round.
#[derive(Debug, Default)]
struct Done {
    assigned: usize,
    progress: bool,
}

impl Done {
    fn of(answers: &[Claimed]) -> Self {
        let assigned = answers.iter().filter(|answer| **answer == Claimed::Assigned).count();
        Self { assigned, progress: answers.iter().any(|answer| *answer != Claimed::Refused) }
    }

    fn add(&mut self, other: &Self) {
        self.assigned += other.assigned;
        self.progress |= other.progress;
    }
}
