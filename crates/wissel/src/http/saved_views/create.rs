//! A new view.

use axum::extract::State;
use wissel_desk::saved_views::SavedViewDraft;
use wissel_desk::view::SavedViewView;

use crate::http::App;
use crate::http::answer::Created;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// Keeps a view.
#[utoipa::path(post, path = "/saved-views", tag = "views", request_body = SavedViewDraft,
    responses((status = 201, body = SavedViewView)))]
pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    Json(draft): Json<SavedViewDraft>,
) -> Result<Created<SavedViewView>, Problem> {
    Ok(Created(app.desk().save_view(signed.who(), draft).await?))
}
