//! A team less.

use axum::extract::State;
use axum::http::StatusCode;
use wissel_model::TeamId;

use crate::http::App;
use crate::http::extract::{At, Signed};
use crate::http::problem::Problem;

/// Deletes a team that nothing needs any more.
#[utoipa::path(delete, path = "/teams/{id}", tag = "teams", params(("id" = TeamId, Path)),
    responses((status = 204), (status = 409, description = "`team.in_use`: names the channels whose rule needs it")))]
pub(super) async fn delete(
    State(app): State<App>,
    signed: Signed,
    At(id): At<TeamId>,
) -> Result<StatusCode, Problem> {
    app.desk().delete_team(signed.who(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
