//! Channels as shown.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_channels::mail::settings::MailSettings;
use wissel_model::{ChannelId, ChannelKind};
use wissel_routing::Rule;

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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Health {
    /// `ok`, `error`, `connecting` or `off`.
    pub state: String,
    /// One sentence about it.
    pub detail: Option<String>,
    /// When something last came in.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_in_at: Option<Timestamp>,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When it went wrong.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_error_at: Option<Timestamp>,
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
