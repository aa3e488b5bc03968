//! A new property.

use axum::extract::State;
use wissel_desk::properties::PropertyDraft;
use wissel_desk::view::PropertyView;

use crate::http::App;
use crate::http::answer::Created;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// Makes a property, behind the others.
#[utoipa::path(post, path = "/properties", tag = "properties", request_body = PropertyDraft,
    responses((status = 201, body = PropertyView)))]
pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    Json(draft): Json<PropertyDraft>,
) -> Result<Created<PropertyView>, Problem> {
    Ok(Created(app.desk().create_property(signed.who(), draft).await?))
}
