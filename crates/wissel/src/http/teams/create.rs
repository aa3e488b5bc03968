//! A new team.

use axum::extract::State;
use wissel_desk::teams::TeamDraft;
use wissel_desk::view::TeamView;

use crate::http::App;
use crate::http::answer::Created;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// Makes a team.
#[utoipa::path(post, path = "/teams", tag = "teams", request_body = TeamDraft,
    responses((status = 201, body = TeamView)))]
pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    Json(draft): Json<TeamDraft>,
) -> Result<Created<TeamView>, Problem> {
    Ok(Created(app.desk().create_team(signed.who(), draft).await?))
}
