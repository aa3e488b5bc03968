//! Properties in another order.

use axum::extract::State;
use wissel_desk::properties::PropertyOrder;
use wissel_desk::view::PropertyView;

use crate::http::App;
use crate::http::answer::Items;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// Puts the properties of tickets or of contacts in another order.
#[utoipa::path(put, path = "/properties/order", tag = "properties", request_body = PropertyOrder,
    responses((status = 200, body = Items<PropertyView>)))]
pub(super) async fn order(
    State(app): State<App>,
    signed: Signed,
    Json(order): Json<PropertyOrder>,
) -> Result<Json<Items<PropertyView>>, Problem> {
    Ok(Json(app.desk().place_properties(signed.who(), order).await?.into()))
}
