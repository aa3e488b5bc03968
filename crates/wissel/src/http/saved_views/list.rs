//! The saved views.

use axum::extract::State;
use wissel_desk::view::SavedViewView;

use crate::http::App;
use crate::http::answer::Items;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// The views of one's own and those that are shared, with how much they hold.
#[utoipa::path(get, path = "/saved-views", tag = "views", responses((status = 200, body = Items<SavedViewView>)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
) -> Result<Json<Items<SavedViewView>>, Problem> {
    Ok(Json(app.desk().saved_views(signed.who()).await?.into()))
}
