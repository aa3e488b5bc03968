//! Routing decisions as shown: data for programs, sentences for people.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Named, OwnerName};

/// Why a ticket is whose it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DecisionView {
    /// Its id; 0 for one that was only tried.
    pub id: i64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The channel whose rule was asked.
    pub channel: Named,
    /// The rule's version.
    pub rule_version: i64,
    /// Whether it is the one in force.
    pub current: bool,
    /// `router`, `hand`, `reply`, or `release` when its owner may hold it no longer.
    pub by: String,
    /// What came of it.
    pub outcome: OutcomeView,
    /// The answer in one sentence.
    pub headline: String,
    /// How it came about, in order.
    pub sentences: Vec<String>,
    /// The steps tried, with every candidate.
    pub steps: Vec<StepView>,
    /// How one of several was picked.
    pub distribution: Option<String>,
    /// What decided between equals: `least_recent` or `lowest_id`.
    pub tie_break: Option<String>,
    /// The seed of a random pick.
    pub seed: Option<String>,
    /// The record as stored.
    #[schema(value_type = Option<Object>)]
    pub data: Option<serde_json::Value>,
}

/// What came of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OutcomeView {
    /// It got an owner.
    Assigned {
        /// The owner.
        owner: OwnerName,
    },
    /// Nobody could take it.
    Nobody {
        /// `left_unassigned`, `waiting` or `overflow_later`.
        then: String,
    },
    /// The rule assigns to no one, or a hand took the owner away.
    NoOne,
}

/// One step of a decision.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StepView {
    /// `contact_owner`, `candidates`, `fallback` or `overflow`.
    pub step: String,
    /// Everybody who was looked at.
    pub candidates: Vec<CandidateView>,
}

/// One person looked at.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CandidateView {
    /// Who.
    pub user: Named,
    /// Whether they could take it.
    pub eligible: bool,
    /// Whether they got it.
    pub chosen: bool,
    /// The first reason why not, as a key.
    pub reason: Option<String>,
    /// The reason, or the numbers compared, as a sentence.
    pub sentence: String,
    /// Open tickets they held.
    pub open: i64,
    /// The most they may hold.
    pub most: Option<i64>,
}
