//! Saved replies, without all they say.

use axum::extract::State;
use wissel_desk::view::SavedReplyLine;

use crate::http::App;
use crate::http::answer::Items;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// Everybody's saved replies and one's own, by folder and name.
#[utoipa::path(get, path = "/saved-replies", tag = "saved replies",
    responses((status = 200, body = Items<SavedReplyLine>)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
) -> Result<Json<Items<SavedReplyLine>>, Problem> {
    Ok(Json(app.desk().saved_replies(signed.who()).await?.into()))
}
