//! A ticket made by hand.

use axum::extract::State;
use wissel_desk::tickets::TicketDraft;
use wissel_desk::view::TicketView;

use crate::http::App;
use crate::http::answer::Created;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// Makes a ticket, which is routed like any other.
#[utoipa::path(post, path = "/tickets", tag = "tickets", request_body = TicketDraft,
    responses((status = 201, body = TicketView)))]
pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    Json(draft): Json<TicketDraft>,
) -> Result<Created<TicketView>, Problem> {
    Ok(Created(app.desk().create_ticket(signed.who(), draft).await?))
}
