//! An answer to the contact.

use axum::extract::State;
use wissel_desk::tickets::Reply;
use wissel_desk::view::Entry;
use wissel_model::TicketId;

use crate::http::App;
use crate::http::answer::Created;
use crate::http::extract::{At, Json, Signed};
use crate::http::problem::Problem;

/// Sends a reply. On an unassigned ticket the sender becomes its owner.
#[utoipa::path(post, path = "/tickets/{number}/replies", tag = "tickets", params(("number" = TicketId, Path)),
    request_body = Reply, responses((status = 201, body = Entry)))]
pub(super) async fn reply(
    State(app): State<App>,
    signed: Signed,
    At(number): At<TicketId>,
    Json(reply): Json<Reply>,
) -> Result<Created<Entry>, Problem> {
    Ok(Created(app.desk().reply(signed.who(), number, reply).await?))
}
