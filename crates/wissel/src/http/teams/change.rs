//! A changed team.

use axum::extract::State;
use wissel_desk::teams::TeamChange;
use wissel_desk::view::TeamView;
use wissel_model::TeamId;

use crate::http::App;
use crate::http::extract::{At, Json, Signed};
use crate::http::problem::Problem;

/// Changes a team's name or members; what is left out stays.
#[utoipa::path(patch, path = "/teams/{id}", tag = "teams", params(("id" = TeamId, Path)), request_body = TeamChange,
    responses((status = 200, body = TeamView)))]
pub(super) async fn change(
    State(app): State<App>,
    signed: Signed,
    At(id): At<TeamId>,
    Json(change): Json<TeamChange>,
) -> Result<Json<TeamView>, Problem> {
    Ok(Json(app.desk().change_team(signed.who(), id, change).await?))
}
