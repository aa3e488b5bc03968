//! One ticket.

use axum::extract::State;
use axum::response::Response;
use wissel_desk::view::TicketView;
use wissel_model::TicketId;

use super::versioned;
use crate::http::App;
use crate::http::extract::{At, Signed};
use crate::http::problem::Problem;

/// A ticket; its version is the `ETag`.
#[utoipa::path(get, path = "/tickets/{number}", tag = "tickets", params(("number" = TicketId, Path)),
    responses((status = 200, body = TicketView)))]
pub(super) async fn get(
    State(app): State<App>,
    signed: Signed,
    At(number): At<TicketId>,
) -> Result<Response, Problem> {
    Ok(versioned(app.desk().ticket(signed.who(), number).await?))
}
