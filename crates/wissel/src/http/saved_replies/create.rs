//! A new saved reply.

use axum::extract::State;
use wissel_desk::saved_replies::SavedReplyDraft;
use wissel_desk::view::SavedReplyView;

use crate::http::App;
use crate::http::answer::Created;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// Saves a reply, for everybody (admins) or for oneself.
#[utoipa::path(post, path = "/saved-replies", tag = "saved replies", request_body = SavedReplyDraft,
    responses((status = 201, body = SavedReplyView)))]
pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    Json(draft): Json<SavedReplyDraft>,
) -> Result<Created<SavedReplyView>, Problem> {
    Ok(Created(app.desk().create_saved_reply(signed.who(), draft).await?))
}
