//! A saved reply less.

use axum::extract::State;
use axum::http::StatusCode;
use wissel_model::SavedReplyId;

use crate::http::App;
use crate::http::extract::{At, Signed};
use crate::http::problem::Problem;

/// Deletes a saved reply. What was written with it stays.
#[utoipa::path(delete, path = "/saved-replies/{id}", tag = "saved replies", params(("id" = SavedReplyId, Path)),
    responses((status = 204)))]
pub(super) async fn delete(
    State(app): State<App>,
    signed: Signed,
    At(id): At<SavedReplyId>,
) -> Result<StatusCode, Problem> {
    app.desk().delete_saved_reply(signed.who(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
