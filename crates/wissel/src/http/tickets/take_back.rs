//! A reply that is not to leave after all.

use axum::extract::State;
use wissel_desk::tickets::{TakeBack, TakenBack};
use wissel_model::{MessageId, TicketId};

use crate::http::App;
use crate::http::extract::{At, Json, Signed};
use crate::http::problem::Problem;

/// Takes your own reply back while it is held. The ticket is as it was before, where nobody changed it since.
#[utoipa::path(post, path = "/tickets/{number}/replies/{message}/undo", tag = "tickets",
    params(("number" = TicketId, Path), ("message" = i64, Path)),
    request_body = TakeBack, responses((status = 200, body = TakenBack)))]
pub(super) async fn take_back(
    State(app): State<App>,
    signed: Signed,
    At((number, message)): At<(TicketId, MessageId)>,
    Json(given): Json<TakeBack>,
) -> Result<Json<TakenBack>, Problem> {
    Ok(Json(app.desk().take_back(signed.who(), number, message, given).await?))
}
