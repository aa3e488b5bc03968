//! A note for colleagues.

use axum::extract::State;
use wissel_desk::tickets::NewComment;
use wissel_desk::view::Entry;
use wissel_model::TicketId;

use crate::http::App;
use crate::http::answer::Created;
use crate::http::extract::{At, Json, Signed};
use crate::http::problem::Problem;

/// Leaves an internal comment. The owner stays who they are.
#[utoipa::path(post, path = "/tickets/{number}/comments", tag = "tickets", params(("number" = TicketId, Path)),
    request_body = NewComment, responses((status = 201, body = Entry)))]
pub(super) async fn comment(
    State(app): State<App>,
    signed: Signed,
    At(number): At<TicketId>,
    Json(comment): Json<NewComment>,
) -> Result<Created<Entry>, Problem> {
    Ok(Created(app.desk().comment(signed.who(), number, comment).await?))
}
