//! What is being written.

use axum::extract::State;
use wissel_desk::tickets::{DraftGiven, DraftView};
use wissel_model::TicketId;

use crate::http::App;
use crate::http::extract::{At, Json, Signed};
use crate::http::problem::Problem;

/// Your own draft on a ticket; an empty one when there is none.
#[utoipa::path(get, path = "/tickets/{number}/draft", tag = "tickets", params(("number" = TicketId, Path)),
    responses((status = 200, body = DraftView)))]
pub(super) async fn draft(
    State(app): State<App>,
    signed: Signed,
    At(number): At<TicketId>,
) -> Result<Json<DraftView>, Problem> {
    Ok(Json(app.desk().my_draft(signed.who(), number).await?))
}

/// Keeps your draft on a ticket, in place of the one before. An empty one is forgotten.
#[utoipa::path(put, path = "/tickets/{number}/draft", tag = "tickets", params(("number" = TicketId, Path)),
    request_body = DraftGiven, responses((status = 200, body = DraftView)))]
pub(super) async fn keep_draft(
    State(app): State<App>,
    signed: Signed,
    At(number): At<TicketId>,
    Json(draft): Json<DraftGiven>,
) -> Result<Json<DraftView>, Problem> {
    Ok(Json(app.desk().keep_draft(signed.who(), number, draft).await?))
}
