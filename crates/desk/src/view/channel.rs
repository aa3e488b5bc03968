//! Channels as shown.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use wissel_channels::mail::settings::MailSettings;
use wissel_model::{ChannelId, ChannelKind, Language};
use wissel_routing::Rule;

use crate::health::{ChannelHealth, Flow, FlowState};
use crate::words::tr;

/// A channel. Secrets are never shown, only which ones are set.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChannelView {
    /// Its id.
    pub id: ChannelId,
    /// What kind of source it is.
    pub kind: ChannelKind,
    /// What people call it.
    pub name: String,
    /// False: takes nothing in and sends nothing out.
    pub active: bool,
    /// The address the outside knows it by.
    pub address: Option<String>,
    /// Its settings.
    pub settings: MailSettings,
    /// How it is doing.
    pub health: Health,
    /// The rule in force.
    pub rule_version: i64,
    /// Which secrets are set.
    pub secrets_set: Vec<String>,
    /// Rises with every change of the settings.
    pub version: i64,
}

/// How a channel is doing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Health {
    /// `ok`, `error`, `connecting` or `off`.
    pub state: &'static str,
    /// What is wrong and what to do, for those who can.
    pub detail: Option<String>,
    /// What comes in.
    pub receiving: FlowView,
    /// What goes out.
    pub sending: FlowView,
    /// When something last came in.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_in_at: Option<Timestamp>,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When it went wrong.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_error_at: Option<Timestamp>,
}

/// One direction of a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FlowView {
    /// `ok`, `error` or `connecting`.
    pub state: &'static str,
    /// Since when.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub since: Option<Timestamp>,
    /// What is wrong, in a few words.
    pub sentence: Option<String>,
    /// What is wrong and what to do, for those who can.
    pub detail: Option<String>,
}

impl Health {
    /// What is stored, in words. `details` says what to do about it; `active` is whether the channel is in use.
    #[must_use]
    pub fn of(stored: &ChannelHealth, active: bool, language: Language, details: bool) -> Self {
        let receiving = FlowView::of(&stored.receiving, language, details);
        let sending = FlowView::of(&stored.sending, language, details);
        let state = match (receiving.state, sending.state) {
            _ if !active => "off",
            ("error", _) | (_, "error") => "error",
            (receiving, _) => receiving,
        };
        let unsent =
            |trouble: &String| tr(language, "health-sending", &[("trouble", trouble.clone())]);
        Self {
            state,
            detail: receiving.detail.clone().or_else(|| sending.detail.as_ref().map(unsent)),
            receiving,
            sending,
            last_in_at: stored.last_in_at,
            last_error: stored
                .last_error
                .as_ref()
                .filter(|_| details)
                .map(|said| said.full(language)),
            last_error_at: stored.last_error_at,
        }
    }
}

impl FlowView {
    fn of(flow: &Flow, language: Language, details: bool) -> Self {
        let state = match flow.state {
            FlowState::Ok => "ok",
            FlowState::Connecting => "connecting",
            FlowState::Error => "error",
        };
        let said = flow.trouble.as_ref();
        Self {
            state,
            since: flow.since,
            sentence: said.map(|said| said.brief(language)),
            detail: said.filter(|_| details).map(|said| said.full(language)),
        }
    }
}

/// A channel's rule in force, with whom it names in vain.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RuleView {
    /// Its version; a change names it in `If-Match`.
    pub version: i64,
    /// The rule.
    pub rule: Rule,
    /// Users and teams it names that routing can never reach as they are now.
    pub broken: Vec<Broken>,
}

/// A user or team that a rule names in vain.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Broken {
    /// `user` or `team`.
    pub kind: &'static str,
    /// Its id.
    pub id: i64,
    /// Its name, as far as known.
    pub name: String,
    /// Why, as a key.
    pub reason: &'static str,
    /// Why, as a sentence.
    pub sentence: String,
}
