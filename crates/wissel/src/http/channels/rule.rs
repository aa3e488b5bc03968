//! A channel's rule in force.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;
use wissel_desk::view::RuleView;
use wissel_model::{ChannelId, Error};
use wissel_routing::Rule;

use crate::http::App;
use crate::http::answer::Versioned;
use crate::http::extract::{At, IfMatch, Json, Signed};
use crate::http::problem::Problem;

/// A rule to be put in force.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewRule {
    /// The whole rule.
    rule: Rule,
}

/// The rule in force, with whom it names in vain.
#[utoipa::path(get, path = "/channels/{id}/rule", tag = "channels", params(("id" = ChannelId, Path)),
    responses((status = 200, body = RuleView)))]
pub(super) async fn get(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ChannelId>,
) -> Result<Response, Problem> {
    let rule = app.desk().rule(signed.who(), id).await?;
    let version = rule.version;
    Ok(Versioned(rule, version).into_response())
}

/// Puts a rule in force as a new version.
#[utoipa::path(put, path = "/channels/{id}/rule", tag = "channels",
    params(("id" = ChannelId, Path), ("If-Match" = Option<String>, Header, description = "The version it changes")),
    request_body = NewRule,
    responses((status = 200, body = RuleView), (status = 412, description = "`rule.changed`, with `current`")))]
pub(super) async fn set(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ChannelId>,
    IfMatch(version): IfMatch,
    Json(NewRule { rule }): Json<NewRule>,
) -> Result<Response, Problem> {
    let answer = match app.desk().set_rule(signed.who(), id, rule, version).await {
        Err(error @ Error::Changed { .. }) => {
            let current = app.desk().rule(signed.who(), id).await?;
            return Err(Problem::from(error).standing(&current));
        }
        answer => answer?,
    };
    let version = answer.version;
    Ok(Versioned(answer, version).into_response())
}
