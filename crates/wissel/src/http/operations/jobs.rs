//! Work that was given up, and another try at it.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use wissel_desk::jobs::JobView;
use wissel_model::JobId;

use crate::http::App;
use crate::http::answer::Items;
use crate::http::extract::{At, Json, Query, Signed};
use crate::http::problem::Problem;

/// Which jobs.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Only `dead` ones can be asked for.
    #[param(inline)]
    #[expect(dead_code, reason = "there is one state to ask for; naming it keeps room for others")]
    state: Option<Standing>,
}

/// A job's state.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Standing {
    /// Given up after its tries.
    Dead,
}

/// Jobs that were given up.
#[utoipa::path(get, path = "/jobs", tag = "operations", params(Which), responses((status = 200, body = Items<JobView>)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(_which): Query<Which>,
) -> Result<Json<Items<JobView>>, Problem> {
    Ok(Json(app.desk().dead_jobs(signed.who()).await?.into()))
}

/// Tries a job again, now.
#[utoipa::path(post, path = "/jobs/{id}/retry", tag = "operations", params(("id" = JobId, Path)),
    responses((status = 204)))]
pub(super) async fn retry(
    State(app): State<App>,
    signed: Signed,
    At(id): At<JobId>,
) -> Result<StatusCode, Problem> {
    app.desk().retry_job(signed.who(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
