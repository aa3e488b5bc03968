//! Who is at a ticket.

use axum::extract::State;
use wissel_desk::tickets::{Here, Present};
use wissel_model::TicketId;

use crate::http::App;
use crate::http::answer::Items;
use crate::http::extract::{At, Json, Signed};
use crate::http::problem::Problem;

/// Says what you do at a ticket, and hears who else is there. Say it again every five seconds; silence is leaving.
#[utoipa::path(put, path = "/tickets/{number}/presence", tag = "tickets", params(("number" = TicketId, Path)),
    request_body = Here, responses((status = 200, body = Items<Present>)))]
pub(super) async fn here(
    State(app): State<App>,
    signed: Signed,
    At(number): At<TicketId>,
    Json(here): Json<Here>,
) -> Result<Json<Items<Present>>, Problem> {
    Ok(Json(app.desk().here(signed.who(), number, here).await?.into()))
}
