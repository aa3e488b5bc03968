//! The owner, chosen by hand.

use axum::extract::State;
use axum::response::Response;
use wissel_desk::tickets::Assign;
use wissel_desk::view::TicketView;
use wissel_model::TicketId;

use super::changed;
use crate::http::App;
use crate::http::extract::{At, IfMatch, Json, Signed};
use crate::http::problem::Problem;

/// Gives a ticket to a user, to a team, or to nobody.
#[utoipa::path(put, path = "/tickets/{number}/owner", tag = "tickets",
    params(("number" = TicketId, Path), ("If-Match" = Option<String>, Header, description = "The version it changes")),
    request_body = Assign,
    responses((status = 200, body = TicketView), (status = 412, description = "`ticket.changed`, with `current`")))]
pub(super) async fn assign(
    State(app): State<App>,
    signed: Signed,
    At(number): At<TicketId>,
    IfMatch(version): IfMatch,
    Json(to): Json<Assign>,
) -> Result<Response, Problem> {
    let answer = app.desk().assign(signed.who(), number, to, version).await;
    changed(&app, &signed, number, answer).await
}
