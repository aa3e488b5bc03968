//! What was said and done.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use wissel_desk::view::{Entry, Page};
use wissel_model::TicketId;

use crate::http::App;
use crate::http::extract::{At, Json, Query, Signed};
use crate::http::problem::Problem;

/// Which part.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Entries before this one: the last page's `next`.
    before: Option<i64>,
    /// How many, 1 to 200.
    limit: Option<i64>,
}

/// A page of the conversation, oldest first; the newest page comes first.
#[utoipa::path(get, path = "/tickets/{number}/conversation", tag = "tickets",
    params(("number" = TicketId, Path), Which), responses((status = 200, body = Page<Entry>)))]
pub(super) async fn conversation(
    State(app): State<App>,
    signed: Signed,
    At(number): At<TicketId>,
    Query(which): Query<Which>,
) -> Result<Json<Page<Entry>>, Problem> {
    Ok(Json(
        app.desk()
            .conversation(signed.who(), number, which.before, which.limit.unwrap_or(50))
            .await?,
    ))
}
