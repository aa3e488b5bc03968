//! What one reads and follows.

use axum::extract::State;
use axum::http::StatusCode;
use wissel_desk::tickets::Reading;
use wissel_model::TicketId;

use crate::http::App;
use crate::http::extract::{At, Json, Signed};
use crate::http::problem::Problem;

/// Marks a ticket read or unread, or follows it, for oneself.
#[utoipa::path(put, path = "/tickets/{number}/reading", tag = "tickets", params(("number" = TicketId, Path)),
    request_body = Reading, responses((status = 204)))]
pub(super) async fn reading(
    State(app): State<App>,
    signed: Signed,
    At(number): At<TicketId>,
    Json(reading): Json<Reading>,
) -> Result<StatusCode, Problem> {
    app.desk().read_ticket(signed.who(), number, reading).await?;
    Ok(StatusCode::NO_CONTENT)
}
