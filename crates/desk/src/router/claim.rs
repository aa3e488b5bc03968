//! The claim: every fact the decision relied on is checked again in the transaction that sets the owner.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::Timestamp;
use wissel_model::{
    Actor, ChannelId, ContactId, Membership, Owner, Result, TeamId, TicketId, UserId,
};
use wissel_routing::{Kind, Person, Rule, Step, why_not};
use wissel_store::decisions::NewDecision;
use wissel_store::line::{self, Waiting};
use wissel_store::owner::{self, Bound, Change};
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, channels, contacts, roster, standing, teams, tickets, turns, users};

use super::people::person;
use crate::mail::note_owner;

/// A decision about to be made true.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) waiting: Waiting,
    pub(super) rule: Rule,
    pub(super) version: i64,
    pub(super) user: i64,
    pub(super) step: Step,
    pub(super) kind: Kind,
    /// Open tickets the user held when it was decided.
    pub(super) open: i64,
    /// Round robin: picks before this one, and who had one after it when a new cycle began.
    pub(super) turn: Option<(i64, Option<Vec<i64>>)>,
    pub(super) mail_owner: bool,
    /// The record (JSON).
    pub(super) record: String,
}

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claimed {
    /// The ticket is theirs.
    Assigned,
    /// It no longer waits, or is to be decided anew: a hand was faster, and its choice stands.
    Gone,
    /// A fact has moved: decide again.
    Refused,
}

/// Makes them true, each by itself: one that is refused has left nothing behind. In as many statements as for one.
pub(super) fn claim(tx: &mut Tx<'_>, claims: &[Claim], now: Timestamp) -> Result<Vec<Claimed>> {
    let facts = Facts::hold(tx, claims, now)?;
    let mut answers = vec![Claimed::Refused; claims.len()];
    let mut fit = Vec::new();
    for (n, claim) in claims.iter().enumerate() {
        match facts.check(tx, claim)? {
            Ok(ticket) => fit.push((n, ticket, facts.change(claim, now))),
            Err(answer) => answers[n] = answer,
        }
    }
    take_turns(tx, claims, &mut fit)?;
    let changes: Vec<_> = fit.iter().map(|(_, ticket, change)| (*ticket, change)).collect();
    for ((n, ..), set) in fit.iter().zip(owner::set_all(tx, &changes)?) {
        if set.is_ok() {
            answers[*n] = Claimed::Assigned;
            let claim = &claims[*n];
            if claim.mail_owner {
                let owner = UserId(claim.waiting.contact_owner);
                note_owner(tx, claim.waiting.ticket, owner, now)?;
            }
        }
    }
    Ok(answers)
}

/// Round robin: a turn is taken only by who will get the ticket. Those who will not, or who come too late for their
/// turn, drop out; so do those behind them who counted on them.
fn take_turns(
    tx: &mut Tx<'_>,
    claims: &[Claim],
    fit: &mut Vec<(usize, &Ticket, Change<'_>)>,
) -> Result<()> {
    if fit.iter().all(|(n, ..)| claims[*n].turn.is_none()) {
        return Ok(());
    }
    let changes: Vec<_> = fit.iter().map(|(_, ticket, change)| (*ticket, change)).collect();
    let refusals = owner::refusals(tx, &changes)?;
    let mut out: HashSet<i64> = HashSet::new();
    let mut kept = Vec::with_capacity(fit.len());
    for ((n, ticket, change), refusal) in fit.drain(..).zip(refusals) {
        let claim = &claims[n];
        let held = refusal.is_none() && !out.contains(&claim.user);
        let held = held
            && match &claim.turn {
                Some((counter, cycle)) => {
                    let user = UserId(claim.user);
                    turns::take(tx, ticket.channel, *counter, user, cycle.as_deref())?
                }
                None => true,
            };
        if held {
            kept.push((n, ticket, change));
        } else {
            out.insert(claim.user);
        }
    }
    *fit = kept;
    Ok(())
}

/// Everything the decisions relied on, as it is now. Tickets and users are held, so it stays so.
struct Facts {
    tickets: HashMap<TicketId, Ticket>,
    waiting: HashSet<TicketId>,
    owners: HashMap<ContactId, i64>,
    rules: HashMap<ChannelId, i64>,
    people: HashMap<i64, Person>,
    main_teams: HashMap<i64, TeamId>,
}

impl Facts {
    fn hold(tx: &mut Tx<'_>, claims: &[Claim], now: Timestamp) -> Result<Self> {
        let ids = unique(claims.iter().map(|claim| claim.waiting.ticket.0));
        let users = unique(claims.iter().map(|claim| claim.user));
        let via = unique(claims.iter().map(|claim| claim.waiting.channel.0));
        tx.ahead(|tx| {
            tickets::lock_many(tx, &ids)?;
            line::among(tx, &ids)?;
            channels::rule_versions(tx, &via)?;
            users::lock_many(tx, &users)?;
            standing::loads_of(tx, &users)?;
            teams::of_users(tx, &users)?;
            standing::lock_loads(tx, &users)
        });
        let tickets = tickets::lock_many(tx, &ids)?;
        let waiting = line::among(tx, &ids)?;
        let contacts = unique(tickets.iter().map(|ticket| ticket.contact.0));
        let contacts = contacts::many(tx, &contacts)?;
        let channels = unique(tickets.iter().map(|ticket| ticket.channel.0));
        let rules = channels::rule_versions(tx, &channels)?;
        let people = roster::lock(tx, &users)?;
        let mains = teams::of_users(tx, &users)?;
        let mains = mains.into_iter().filter(|(_, _, kind)| *kind == Membership::Main);
        Ok(Self {
            tickets: tickets.into_iter().map(|ticket| (ticket.id, ticket)).collect(),
            waiting,
            owners: contacts
                .into_iter()
                .map(|contact| (contact.id, contact.owner.map_or(0, |owner| owner.0)))
                .collect(),
            rules,
            people: people.iter().map(|facts| (facts.user.id.0, person(facts, now))).collect(),
            main_teams: mains.map(|(team, user, _)| (user.0, team)).collect(),
        })
    }

    /// The ticket, when the decision still holds.
    fn check(&self, tx: &mut Tx<'_>, claim: &Claim) -> Result<Result<&Ticket, Claimed>> {
        let id = claim.waiting.ticket;
        let Some(ticket) = self.tickets.get(&id).filter(|_| self.waiting.contains(&id)) else {
            return Ok(Err(Claimed::Gone));
        };
        if ticket.owner.is_some() || ticket.at_rest() {
            line::leave(tx, id)?;
            return Ok(Err(Claimed::Gone));
        }
        let owner = self.owners.get(&ticket.contact).copied().unwrap_or_default();
        if owner != claim.waiting.contact_owner {
            line::set_contact_owner(tx, id, owner)?;
            return Ok(Err(Claimed::Gone));
        }
        let in_force = self.rules.get(&ticket.channel) == Some(&claim.version);
        let person = self.people.get(&claim.user);
        let eligible = why_not(person, claim.kind, claim.rule.only_available).is_none();
        let holds = in_force && eligible && self.reaches(claim);
        Ok(if holds { Ok(ticket) } else { Err(Claimed::Refused) })
    }

    /// Whether the step still reaches this person: named, a main member of a named team, or the contact's owner.
    fn reaches(&self, claim: &Claim) -> bool {
        if claim.step == Step::ContactOwner {
            return claim.waiting.contact_owner == claim.user;
        }
        let named = claim.rule.named(claim.step);
        let main = self.main_teams.get(&claim.user);
        named.users.contains(&claim.user) || main.is_some_and(|team| named.teams.contains(&team.0))
    }

    fn change<'a>(&self, claim: &'a Claim, now: Timestamp) -> Change<'a> {
        Change {
            to: Some(Owner::User(UserId(claim.user))),
            team: self.main_teams.get(&claim.user).copied(),
            actor: Actor::Router,
            decision: NewDecision {
                made_by: "router",
                rule_version: claim.version,
                record: Some(&claim.record),
            },
            bound: Some(Bound { open: claim.open }),
            reason: None,
            at: now,
        }
    }
}

/// Whether the contact has another owner than the ticket was decided with. It is then decided anew with the true one.
pub(super) fn owner_moved(tx: &mut Tx<'_>, ticket: &Ticket, planned: &Waiting) -> Result<bool> {
    let owner = contacts::get(tx, ticket.contact)?.and_then(|contact| contact.owner);
    let owner = owner.map_or(0, |user| user.0);
    if owner == planned.contact_owner {
        return Ok(false);
    }
    line::set_contact_owner(tx, ticket.id, owner)?;
    Ok(true)
}

fn unique(ids: impl Iterator<Item = i64>) -> Vec<i64> {
    ids.collect::<BTreeSet<_>>().into_iter().collect()
}
