//! A changed view.

use axum::extract::State;
use wissel_desk::saved_views::SavedViewDraft;
use wissel_desk::view::SavedViewView;
use wissel_model::ViewId;

use crate::http::App;
use crate::http::extract::{At, Json, Signed};
use crate::http::problem::Problem;

/// Changes a view: one's own, or for admins one that is shared.
#[utoipa::path(put, path = "/saved-views/{id}", tag = "views", params(("id" = ViewId, Path)),
    request_body = SavedViewDraft, responses((status = 200, body = SavedViewView)))]
pub(super) async fn change(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ViewId>,
    Json(draft): Json<SavedViewDraft>,
) -> Result<Json<SavedViewView>, Problem> {
    Ok(Json(app.desk().change_view(signed.who(), id, draft).await?))
}
