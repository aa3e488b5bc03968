//! What one was told of, a page at a time.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use wissel_desk::notifications::NotificationPage;
use wissel_desk::view::Part;

use crate::http::App;
use crate::http::extract::{Json, Query, Signed};
use crate::http::problem::Problem;

/// Which notifications.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Only those that one has not read.
    #[serde(default)]
    unread: bool,
    /// Where the last page ended.
    cursor: Option<String>,
    /// How many, 1 to 200.
    limit: Option<i64>,
}

/// What one was told of, the latest first: one for each ticket and reason, however often it happened.
#[utoipa::path(get, path = "/notifications", tag = "notifications", params(Which),
    responses((status = 200, body = NotificationPage)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(Which { unread, cursor, limit }): Query<Which>,
) -> Result<Json<NotificationPage>, Problem> {
    Ok(Json(app.desk().notifications(signed.who(), unread, Part { cursor, limit }).await?))
}
