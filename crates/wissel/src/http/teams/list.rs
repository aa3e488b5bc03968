//! Every team.

use axum::extract::State;
use wissel_desk::view::TeamView;

use crate::http::App;
use crate::http::answer::Items;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// All teams, by name.
#[utoipa::path(get, path = "/teams", tag = "teams", responses((status = 200, body = Items<TeamView>)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
) -> Result<Json<Items<TeamView>>, Problem> {
    Ok(Json(app.desk().teams(signed.who()).await?.into()))
}
