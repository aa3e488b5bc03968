//! Blocked senders.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;
use wissel_desk::tickets::Block;
use wissel_desk::view::{BlockedView, Page, Part};
use wissel_model::BlockedId;

use crate::http::App;
use crate::http::answer::Created;
use crate::http::extract::{At, Json, Query, Signed};
use crate::http::problem::Problem;

/// Which of them.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Where the last page ended.
    cursor: Option<String>,
    /// How many, 1 to 200.
    limit: Option<i64>,
}

/// The blocked senders, the latest first.
#[utoipa::path(get, path = "/blocked-senders", tag = "tickets", params(Which),
    responses((status = 200, body = Page<BlockedView>)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(Which { cursor, limit }): Query<Which>,
) -> Result<Json<Page<BlockedView>>, Problem> {
    Ok(Json(app.desk().blocked_senders(signed.who(), Part { cursor, limit }).await?))
}

/// Blocks a sender: what they write from now on goes to Spam.
#[utoipa::path(post, path = "/blocked-senders", tag = "tickets", request_body = Block,
    responses((status = 201, body = BlockedView)))]
pub(super) async fn block(
    State(app): State<App>,
    signed: Signed,
    Json(sender): Json<Block>,
) -> Result<Created<BlockedView>, Problem> {
    Ok(Created(app.desk().block_sender(signed.who(), sender).await?))
}

/// Lets a sender in again.
#[utoipa::path(delete, path = "/blocked-senders/{id}", tag = "tickets", params(("id" = BlockedId, Path)),
    responses((status = 204)))]
pub(super) async fn unblock(
    State(app): State<App>,
    signed: Signed,
    At(id): At<BlockedId>,
) -> Result<StatusCode, Problem> {
    app.desk().unblock_sender(signed.who(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
