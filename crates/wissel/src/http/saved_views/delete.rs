//! A view less.

use axum::extract::State;
use axum::http::StatusCode;
use wissel_model::ViewId;

use crate::http::App;
use crate::http::extract::{At, Signed};
use crate::http::problem::Problem;

/// Removes a view; its tickets stay as they are.
#[utoipa::path(delete, path = "/saved-views/{id}", tag = "views", params(("id" = ViewId, Path)),
    responses((status = 204)))]
pub(super) async fn delete(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ViewId>,
) -> Result<StatusCode, Problem> {
    app.desk().delete_view(signed.who(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
