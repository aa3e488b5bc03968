//! Tickets of a view.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use wissel_desk::view::{Page, Part, TicketRow};

use crate::http::App;
use crate::http::extract::{Json, Query, Signed};
use crate::http::problem::Problem;

/// Which tickets.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// `unassigned`, `mine`, `open`, `nobody`, `closed`, `snoozed`, `spam`, `followed`, `team:ID` or `saved:ID`; `open`
    /// unless told.
    view: Option<String>,
    /// Where the last page ended.
    cursor: Option<String>,
    /// How many, 1 to 200.
    limit: Option<i64>,
}

/// A view's tickets, latest activity first.
#[utoipa::path(get, path = "/tickets", tag = "tickets", params(Which),
    responses((status = 200, body = Page<TicketRow>)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(Which { view, cursor, limit }): Query<Which>,
) -> Result<Json<Page<TicketRow>>, Problem> {
    let view = view.as_deref().unwrap_or("open");
    Ok(Json(app.desk().tickets(signed.who(), view, Part { cursor, limit }).await?))
}
