//! How the waiting line and the router are doing.

use axum::extract::State;
use wissel_desk::router::RouterHealth;

use crate::http::App;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// The waiting line's length and whether this process routes.
#[utoipa::path(get, path = "/router", tag = "operations", responses((status = 200, body = RouterHealth)))]
pub(super) async fn router(
    State(app): State<App>,
    signed: Signed,
) -> Result<Json<RouterHealth>, Problem> {
    Ok(Json(app.desk().router_health(signed.who()).await?))
}
