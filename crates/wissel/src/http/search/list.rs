//! Tickets that hold what is asked for.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use wissel_desk::view::{Part, SearchPage};

use crate::http::App;
use crate::http::extract::{Json, Query, Signed};
use crate::http::problem::Problem;

/// What is looked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Words, the last of which may be the beginning of one; `"words side by side"`; `-without`; `#123`; and `from:`,
    /// `to:`, `subject:`, `owner:` (`me`, `nobody` or a name), `team:`, `status:`, `tag:`, `channel:`, `priority:`,
    /// `has:attachment`, `before:` and `after:` a day. What is none of these is looked for as words.
    #[serde(default)]
    q: String,
    /// Where the last page ended.
    cursor: Option<String>,
    /// How many, 1 to 200.
    limit: Option<i64>,
}

/// Tickets that hold what is asked for: the one with that number first, then by latest activity.
#[utoipa::path(get, path = "/search", tag = "tickets", params(Which),
    responses((status = 200, body = SearchPage)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(Which { q, cursor, limit }): Query<Which>,
) -> Result<Json<SearchPage>, Problem> {
    Ok(Json(app.desk().search(signed.who(), &q, Part { cursor, limit }).await?))
}
