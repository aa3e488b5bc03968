//! A saved reply for a ticket.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use wissel_desk::view::FilledReply;
use wissel_model::{SavedReplyId, TicketId};

use crate::http::App;
use crate::http::extract::{At, Json, Query, Signed};
use crate::http::problem::Problem;

/// What it is to be about.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct About {
    /// The ticket's number.
    ticket: TicketId,
}

/// What a saved reply says about a ticket, its placeholders filled in.
#[utoipa::path(get, path = "/saved-replies/{id}/filled", tag = "saved replies", params(("id" = SavedReplyId, Path), About),
    responses((status = 200, body = FilledReply)))]
pub(super) async fn fill(
    State(app): State<App>,
    signed: Signed,
    At(id): At<SavedReplyId>,
    Query(About { ticket }): Query<About>,
) -> Result<Json<FilledReply>, Problem> {
    Ok(Json(app.desk().fill_saved_reply(signed.who(), id, ticket).await?))
}
