//! One saved reply.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use wissel_desk::view::SavedReplyView;
use wissel_model::SavedReplyId;

use crate::http::App;
use crate::http::answer::Versioned;
use crate::http::extract::{At, Signed};
use crate::http::problem::Problem;

/// One saved reply, with its placeholders.
#[utoipa::path(get, path = "/saved-replies/{id}", tag = "saved replies", params(("id" = SavedReplyId, Path)),
    responses((status = 200, body = SavedReplyView)))]
pub(super) async fn get(
    State(app): State<App>,
    signed: Signed,
    At(id): At<SavedReplyId>,
) -> Result<Response, Problem> {
    let reply = app.desk().saved_reply(signed.who(), id).await?;
    let version = reply.line.version;
    Ok(Versioned(reply, version).into_response())
}
