//! Decisions in sentences: what a person reads about who got a ticket and why.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use wissel_model::Language;
use wissel_model::clock::micros;
use wissel_routing::{
    Assign, Candidate, Distribution, Outcome, Reason, Record, Step, StepTried, Then, TieBreak,
};

use crate::words::tr;

/// Whose eyes: the language, the clock on their wall, and the names they know people by.
pub(crate) struct Reader {
    pub(crate) language: Language,
    pub(crate) zone: TimeZone,
    pub(crate) users: HashMap<i64, String>,
    pub(crate) teams: HashMap<i64, String>,
    /// When the decision was made: a time on the same day is said without its date.
    pub(crate) at: Timestamp,
}

impl Reader {
    pub(crate) fn user(&self, id: i64) -> String {
        let unknown = || tr(self.language, "user-unknown", &[("id", id.to_string())]);
        self.users.get(&id).cloned().unwrap_or_else(unknown)
    }

    fn team(&self, id: i64) -> String {
        self.teams.get(&id).cloned().unwrap_or_else(|| format!("#{id}"))
    }

    fn time(&self, stored: i64) -> String {
        let wall = |at: Timestamp| -> Zoned { at.to_zoned(self.zone.clone()) };
        let (then, made) = (wall(micros(stored)), wall(self.at));
        let form = if then.date() == made.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
        then.strftime(form).to_string()
    }

    /// Why somebody could not take it.
    pub(crate) fn reason(&self, reason: &Reason) -> String {
        let say = |key: &str, args: &[(&str, String)]| tr(self.language, key, args);
        match reason {
            Reason::UnknownUser => say("reason-unknown-user", &[]),
            Reason::Inactive => say("reason-inactive", &[]),
            Reason::NoSeat => say("reason-no-seat", &[]),
            Reason::NoAccess => say("reason-no-access", &[]),
            Reason::AvailabilityUnknown => say("reason-availability-unknown", &[]),
            Reason::HadTurn => say("reason-had-turn", &[]),
            Reason::Away { since, until, reason } => {
                let mut words = match (since, until) {
                    (_, Some(until)) => say("reason-away-until", &[("until", self.time(*until))]),
                    (Some(since), None) => {
                        say("reason-away-since", &[("since", self.time(*since))])
                    }
                    (None, None) => say("reason-away", &[]),
                };
                if let Some(reason) = reason {
                    words = format!("{words} ({reason})");
                }
                words
            }
            Reason::AtCapacity { open, most } => {
                say("reason-at-capacity", &[("open", open.to_string()), ("most", most.to_string())])
            }
            Reason::AtKindCapacity { kind, open, most } => {
                let kind = serde_json::to_value(kind)
                    .ok()
                    .and_then(|kind| kind.as_str().map(str::to_owned));
                let kind = say(&format!("kind-{}", kind.unwrap_or_default()), &[]);
                let args = [("kind", kind), ("open", open.to_string()), ("most", most.to_string())];
                say("reason-at-kind-capacity", &args)
            }
            Reason::ExtraMemberOnly { team } => {
                say("reason-extra-member", &[("team", self.team(*team))])
            }
        }
    }

    /// The numbers of somebody who could take it, or why they could not.
    pub(crate) fn candidate(&self, candidate: &Candidate) -> String {
        match (&candidate.reason, candidate.most) {
            (Some(reason), _) => self.reason(reason),
            (None, Some(most)) => {
                let args = [("open", candidate.open.to_string()), ("most", most.to_string())];
                tr(self.language, "open-of", &args)
            }
            (None, None) => {
                tr(self.language, "open-count", &[("open", candidate.open.to_string())])
            }
        }
    }

    /// The answer in one sentence.
    pub(crate) fn headline(&self, outcome: &Outcome) -> String {
        match outcome {
            Outcome::Assigned { user, .. } => {
                tr(self.language, "decision-assigned", &[("owner", self.user(*user))])
            }
            Outcome::NoOne => tr(self.language, "decision-no-one", &[]),
            Outcome::Nobody { then: Then::LeftUnassigned, .. } => {
                tr(self.language, "decision-nobody-left", &[])
            }
            Outcome::Nobody { then: Then::Waiting, .. } => {
                tr(self.language, "decision-nobody-waiting", &[])
            }
            Outcome::Nobody { then: Then::OverflowLater { at_minutes }, .. } => tr(
                self.language,
                "decision-nobody-overflow",
                &[("minutes", at_minutes.to_string())],
            ),
        }
    }

    /// How it came about, in order.
    pub(crate) fn story(&self, record: &Record) -> Vec<String> {
        let mut told = Vec::new();
        if record.rule.assign == Assign::ContactOwner && record.ask.contact_owner.is_none() {
            told.push(tr(self.language, "story-no-contact-owner", &[]));
        }
        for step in &record.explanation.steps {
            told.push(self.step(step));
            if step.step == Step::ContactOwner && record.outcome().mail_owner() {
                let owner = self.user(record.ask.contact_owner.unwrap_or_default());
                told.push(tr(self.language, "story-owner-mailed", &[("owner", owner)]));
            }
        }
        if let Outcome::Assigned { user, step, tie_break, new_cycle, .. } = record.outcome()
            && *step != Step::ContactOwner
        {
            told.extend(self.pick(record, *user, *tie_break, *new_cycle));
        }
        told
    }

    fn step(&self, step: &StepTried) -> String {
        let able = step.candidates.iter().filter(|one| one.eligible()).count();
        let key = match step.step {
            Step::ContactOwner => {
                let Some(owner) = step.candidates.first() else {
                    return tr(self.language, "story-no-contact-owner", &[]);
                };
                let args = [("owner", self.user(owner.user)), ("why", self.candidate(owner))];
                let key = if owner.eligible() {
                    "story-contact-owner"
                } else {
                    "story-contact-owner-not"
                };
                return tr(self.language, key, &args);
            }
            Step::Candidates => "story-candidates",
            Step::Fallback => "story-fallback",
            Step::Overflow => "story-overflow",
        };
        // Extra members are named so that nobody wonders, but they are no candidates.
        let all = step.candidates.iter();
        let all =
            all.filter(|one| !matches!(one.reason, Some(Reason::ExtraMemberOnly { .. }))).count();
        let args = [("all", all.to_string()), ("able", able.to_string())];
        tr(self.language, key, &args)
    }

    fn pick(
        &self,
        record: &Record,
        user: i64,
        tie: Option<TieBreak>,
        new_cycle: bool,
    ) -> Vec<String> {
        let name = self.user(user);
        let open = record.explanation.steps.iter().flat_map(|step| &step.candidates);
        let open = open.filter(|one| one.chosen).map(|one| one.open).next().unwrap_or_default();
        let mut told = vec![match record.rule.distribution {
            Distribution::Balanced => tr(
                self.language,
                "pick-balanced",
                &[("owner", name.clone()), ("open", open.to_string())],
            ),
            Distribution::Random => {
                let seed = record.explanation.seed.unwrap_or(record.ask.seed).to_string();
                tr(self.language, "pick-random", &[("owner", name.clone()), ("seed", seed)])
            }
            Distribution::RoundRobin if new_cycle => {
                tr(self.language, "pick-new-round", &[("owner", name.clone())])
            }
            Distribution::RoundRobin => {
                tr(self.language, "pick-round-robin", &[("owner", name.clone())])
            }
        }];
        match tie {
            Some(TieBreak::LeastRecent) => {
                told.push(tr(self.language, "tie-least-recent", &[("owner", name)]))
            }
            Some(TieBreak::LowestId) => {
                told.push(tr(self.language, "tie-lowest-id", &[("owner", name)]))
            }
            None => {}
        }
        told
    }
}
