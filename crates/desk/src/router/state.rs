//! What the router keeps in memory between two looks at the line.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use wissel_model::{ChannelId, ChannelKind, Error, Result};
use wissel_routing::{Ask, Outcome, Roster, Rule, decide};
use wissel_store::events::{self, Cursor};
use wissel_store::line::{Need, Waiting};
use wissel_store::{Tx, channels, turns};

use super::people::{kind, roster};

/// A channel's rule in force.
#[derive(Debug, Clone)]
pub(super) struct InForce {
    pub(super) version: i64,
    pub(super) kind: ChannelKind,
    pub(super) rule: Rule,
}

/// A channel's running round-robin cycle.
#[derive(Debug, Clone, Default)]
pub(super) struct Cycle {
    /// Picks seen so far: what a claim compares.
    pub(super) counter: i64,
    /// Who already had one.
    pub(super) had: Vec<i64>,
}

/// Everything a decision needs, as of `cursor`.
#[derive(Debug)]
pub(super) struct State {
    pub(super) roster: Roster,
    pub(super) rules: HashMap<ChannelId, InForce>,
    pub(super) cycles: HashMap<ChannelId, Cycle>,
    pub(super) cursor: Cursor,
    /// Availability was computed for this moment.
    pub(super) at: Timestamp,
    /// Whom this process picked since they were last read: their loads here are a guess until then.
    pub(super) touched: BTreeSet<i64>,
    /// Rises with every pick of this process, above everything stored: keeps "least recently" right within a batch.
    pub(super) recent: i64,
}

impl State {
    /// Reads all of it.
    pub(super) fn read(tx: &mut Tx<'_>, now: Timestamp) -> Result<Self> {
        let cursor = events::last(tx)?;
        Ok(Self {
            roster: roster(tx, now)?,
            rules: rules(tx)?,
            cycles: cycles(tx)?,
            cursor,
            at: now,
            touched: BTreeSet::new(),
            recent: i64::MAX / 2,
        })
    }

    /// Whether anybody could take a ticket that needs this.
    pub(super) fn serves(&self, need: &Need) -> bool {
        let Some(in_force) = self.rules.get(&need.channel) else { return false };
        let ask = Ask {
            kind: kind(in_force.kind),
            contact_owner: Some(need.contact_owner).filter(|owner| *owner != 0),
            waited_minutes: if need.step_due { u32::MAX } else { 0 },
            seed: 0,
            turns: self.had(need.channel),
        };
        matches!(decide(&self.roster, &in_force.rule, &ask), Outcome::Assigned { .. })
    }

    /// Notes a round-robin pick. Returns how many came before it; `cycle` is who had one after it, when a new one began.
    pub(super) fn turn(&mut self, channel: ChannelId, user: i64, cycle: Option<&[i64]>) -> i64 {
        let running = self.cycles.entry(channel).or_default();
        match cycle {
            Some(had) => running.had = had.to_vec(),
            None => running.had.push(user),
        }
        running.counter += 1;
        running.counter - 1
    }

    pub(super) fn had(&self, channel: ChannelId) -> &[i64] {
        self.cycles.get(&channel).map_or(&[], |cycle| cycle.had.as_slice())
    }
}

/// Whole minutes that a ticket has waited.
pub(super) fn waited(waiting: &Waiting, now: Timestamp) -> u32 {
    u32::try_from(now.duration_since(waiting.since).as_secs() / 60).unwrap_or(0)
}

/// The rule in force of every channel.
pub(super) fn rules(tx: &mut Tx<'_>) -> Result<HashMap<ChannelId, InForce>> {
    let kinds: HashMap<_, _> =
        channels::all(tx)?.into_iter().map(|channel| (channel.id, channel.kind)).collect();
    let mut rules = HashMap::new();
    for (channel, version, rule) in channels::rules(tx)? {
        let rule = serde_json::from_str(&rule).map_err(Error::internal)?;
        let Some(kind) = kinds.get(&channel).copied() else { continue };
        rules.insert(channel, InForce { version, kind, rule });
    }
    Ok(rules)
}

/// The running cycle of every channel.
pub(super) fn cycles(tx: &mut Tx<'_>) -> Result<HashMap<ChannelId, Cycle>> {
    let mut cycles: HashMap<ChannelId, Cycle> = turns::counters(tx)?
        .into_iter()
        .map(|(channel, counter)| (channel, Cycle { counter, had: Vec::new() }))
        .collect();
    for (channel, user) in turns::had(tx)? {
        cycles.entry(channel).or_default().had.push(user.0);
    }
    Ok(cycles)
}
