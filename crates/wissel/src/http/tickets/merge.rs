//! Two tickets become one, and two again.

use axum::extract::State;
use axum::response::Response;
use wissel_desk::tickets::MergeInto;
use wissel_desk::view::TicketView;
use wissel_model::TicketId;

use super::versioned;
use crate::http::App;
use crate::http::extract::{At, Json, Signed};
use crate::http::problem::Problem;

/// Merges a ticket into another, which is answered with.
#[utoipa::path(put, path = "/tickets/{number}/merge", tag = "tickets", params(("number" = TicketId, Path)),
    request_body = MergeInto, responses((status = 200, body = TicketView),
        (status = 409, description = "`merge.already` or `merge.too_many`")))]
pub(super) async fn merge(
    State(app): State<App>,
    signed: Signed,
    At(number): At<TicketId>,
    Json(into): Json<MergeInto>,
) -> Result<Response, Problem> {
    Ok(versioned(app.desk().merge_ticket(signed.who(), number, into).await?))
}

/// Undoes a merge: the ticket stands by itself again, and is answered with.
#[utoipa::path(delete, path = "/tickets/{number}/merge", tag = "tickets", params(("number" = TicketId, Path)),
    responses((status = 200, body = TicketView), (status = 409, description = "`merge.none`")))]
pub(super) async fn unmerge(
    State(app): State<App>,
    signed: Signed,
    At(number): At<TicketId>,
) -> Result<Response, Problem> {
    Ok(versioned(app.desk().unmerge_ticket(signed.who(), number).await?))
}
