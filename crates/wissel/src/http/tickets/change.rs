//! Status, priority, subject and tags.

use axum::extract::State;
use axum::response::Response;
use wissel_desk::tickets::TicketChange;
use wissel_desk::view::TicketView;
use wissel_model::TicketId;

use super::changed;
use crate::http::App;
use crate::http::extract::{At, IfMatch, Json, Signed};
use crate::http::problem::Problem;

/// Changes a ticket; what is left out stays.
#[utoipa::path(patch, path = "/tickets/{number}", tag = "tickets",
    params(("number" = TicketId, Path), ("If-Match" = Option<String>, Header, description = "The version it changes")),
    request_body = TicketChange,
    responses((status = 200, body = TicketView), (status = 412, description = "`ticket.changed`, with `current`")))]
pub(super) async fn change(
    State(app): State<App>,
    signed: Signed,
    At(number): At<TicketId>,
    IfMatch(version): IfMatch,
    Json(change): Json<TicketChange>,
) -> Result<Response, Problem> {
    let answer = app.desk().change_ticket(signed.who(), number, change, version).await;
    changed(&app, &signed, number, answer).await
}
