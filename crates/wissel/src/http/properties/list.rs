//! Every property.

use axum::extract::State;
use wissel_desk::view::PropertyView;

use crate::http::App;
use crate::http::answer::Items;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// All properties in their order, those of tickets first; retired ones too.
#[utoipa::path(get, path = "/properties", tag = "properties",
    responses((status = 200, body = Items<PropertyView>)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
) -> Result<Json<Items<PropertyView>>, Problem> {
    Ok(Json(app.desk().properties(signed.who()).await?.into()))
}
