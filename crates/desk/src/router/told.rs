//! A stored decision as shown.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;
use wissel_model::clock::micros;
use wissel_model::{Actor, Error, Language, Owner, Result};
use wissel_routing::{Outcome, Record, Then};
use wissel_store::decisions::Decision;
use wissel_store::{Tx, channels, teams, users};

use super::Reader;
use crate::view::{CandidateView, DecisionView, Named, OutcomeView, OwnerName, StepView};
use crate::words::tr;

/// A stored decision, for a reader of this language and time zone.
pub(crate) fn told(
    tx: &mut Tx<'_>,
    decision: &Decision,
    language: Language,
    zone: &str,
) -> Result<DecisionView> {
    let record: Option<Record> = decision
        .record
        .as_deref()
        .map(serde_json::from_str)
        .transpose()
        .map_err(Error::internal)?;
    let channel = channels::get(tx, decision.channel)?;
    let channel = Named {
        id: decision.channel.0,
        name: channel.map(|channel| channel.name).unwrap_or_default(),
    };
    let extra = [decision.actor.id(), decision.owner.and_then(Owner::user).map(|user| user.0)];
    let mut reader =
        reader(tx, record.as_ref(), extra.into_iter().flatten(), language, zone, decision.at)?;
    if let Some(Owner::Team(team)) = decision.owner {
        reader
            .teams
            .extend(teams::names(tx, &[team.0])?.into_iter().map(|(id, name)| (id.0, name)));
    }
    let mut view = match &record {
        Some(record) => shown(&reader, record, channel, decision.rule_version)?,
        None => by_hand(&reader, decision, channel),
    };
    view.id = decision.id.0;
    view.current = decision.live;
    Ok(view)
}

/// The names that telling a record needs.
pub(crate) fn reader(
    tx: &mut Tx<'_>,
    record: Option<&Record>,
    extra: impl Iterator<Item = i64>,
    language: Language,
    zone: &str,
    at: Timestamp,
) -> Result<Reader> {
    let mut ids: Vec<i64> = extra.collect();
    let mut of_teams = Vec::new();
    if let Some(record) = record {
        let steps = record.explanation.steps.iter();
        ids.extend(steps.flat_map(|step| step.candidates.iter().map(|one| one.user)));
        ids.extend(record.ask.contact_owner);
        of_teams.extend(record.teams.iter().map(|team| team.id));
    }
    Ok(Reader {
        language,
        zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC),
        users: users::names(tx, &ids)?.into_iter().map(|(id, name)| (id.0, name)).collect(),
        teams: teams::names(tx, &of_teams)?.into_iter().map(|(id, name)| (id.0, name)).collect(),
        at,
    })
}

/// A record of the router's as shown; the id and whether it is in force are the caller's to fill in.
pub(crate) fn shown(
    reader: &Reader,
    record: &Record,
    channel: Named,
    rule_version: i64,
) -> Result<DecisionView> {
    let outcome = match record.outcome() {
        Outcome::Assigned { user, .. } => OutcomeView::Assigned {
            owner: OwnerName { kind: "user", id: *user, name: reader.user(*user) },
        },
        Outcome::NoOne => OutcomeView::NoOne,
        Outcome::Nobody { then, .. } => {
            let then = match then {
                Then::LeftUnassigned => "left_unassigned",
                Then::Waiting => "waiting",
                Then::OverflowLater { .. } => "overflow_later",
            };
            OutcomeView::Nobody { then: then.into() }
        }
    };
    let tie_break = match record.outcome() {
        Outcome::Assigned { tie_break, .. } => tie_break.map(|tie| word(&tie)),
        _ => None,
    };
    let steps = record.explanation.steps.iter().map(|step| StepView {
        step: word(&step.step),
        candidates: step
            .candidates
            .iter()
            .map(|one| CandidateView {
                user: Named { id: one.user, name: reader.user(one.user) },
                eligible: one.eligible(),
                chosen: one.chosen,
                reason: one.reason.as_ref().map(|reason| reason.code().to_owned()),
                sentence: reader.candidate(one),
                open: i64::from(one.open),
                most: one.most.map(i64::from),
            })
            .collect(),
    });
    Ok(DecisionView {
        id: 0,
        at: reader.at,
        channel,
        rule_version,
        current: false,
        by: "router".into(),
        outcome,
        headline: reader.headline(record.outcome()),
        sentences: reader.story(record),
        steps: steps.collect(),
        distribution: Some(word(&record.explanation.distribution)),
        tie_break,
        seed: record.explanation.seed.map(|seed| seed.to_string()),
        data: Some(serde_json::to_value(record).map_err(Error::internal)?),
    })
}

/// The word that stands for a value in JSON.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

fn by_hand(reader: &Reader, decision: &Decision, channel: Named) -> DecisionView {
    let actor = match decision.actor {
        Actor::User(id) => reader.user(id.0),
        _ => "Wissel".into(),
    };
    let owner = decision.owner.map(|owner| match owner {
        Owner::User(id) => OwnerName { kind: "user", id: id.0, name: reader.user(id.0) },
        Owner::Team(id) => OwnerName {
            kind: "team",
            id: id.0,
            name: reader.teams.get(&id.0).cloned().unwrap_or_default(),
        },
    });
    let name = owner.as_ref().map(|owner| owner.name.clone()).unwrap_or_default();
    let key = match (&owner, decision.made_by.as_str()) {
        (None, "release") => "decision-release",
        (None, _) => "decision-hand-nobody",
        (Some(_), "reply") => "decision-reply",
        (Some(_), _) => "decision-hand",
    };
    let headline = tr(reader.language, key, &[("actor", actor), ("owner", name)]);
    DecisionView {
        id: 0,
        at: micros(decision.at.as_microsecond()),
        channel,
        rule_version: decision.rule_version,
        current: false,
        by: decision.made_by.clone(),
        outcome: owner.map_or(OutcomeView::NoOne, |owner| OutcomeView::Assigned { owner }),
        headline,
        sentences: Vec::new(),
        steps: Vec::new(),
        distribution: None,
        tie_break: None,
        seed: None,
        data: None,
    }
}
