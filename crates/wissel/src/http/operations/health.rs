//! `/healthz`: the process answers. `/readyz`: it can do its work. `/api/v1/health`: what works, for those who work here.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use wissel_desk::health::HealthView;

use super::metrics::near;
use crate::config::Metrics;
use crate::http::App;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// Whether this node can do its work.
#[derive(Serialize, ToSchema)]
pub(super) struct Readiness {
    /// Whether it should be sent requests.
    ready: bool,
    /// Whether it is about to stop.
    stopping: bool,
    #[serde(flatten)]
    health: HealthView,
}

/// The process lives.
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// Answers 200 while the database answers and the server is not about to stop, and 503 else: then a balancer sends
/// nothing here. Everything else that fails keeps nobody from reading, and is told as `degraded`. Without a session;
/// what channels are called and what exactly is wrong is told to programs on this machine only, as metrics are.
#[utoipa::path(get, path = "/readyz", tag = "operations", responses(
    (status = 200, body = Readiness, description = "It can be sent requests"),
    (status = 503, body = Readiness, description = "It should be sent none now")))]
pub(super) async fn ready(State(app): State<App>, request: Request) -> Response {
    let (head, _) = request.into_parts();
    let near = near(&head) || app.parts().metrics == Metrics::All;
    let health = app.desk().readiness(near).await;
    let stopping = *app.parts().stop.borrow();
    let ready = !stopping && health.state != "down";
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, axum::Json(Readiness { ready, stopping, health })).into_response()
}

/// What works and what does not. What to do about it is told to those who can. The live stream's event
/// `health.changed` says when to look again.
#[utoipa::path(get, path = "/health", tag = "operations", responses((status = 200, body = HealthView)))]
pub(super) async fn health(
    State(app): State<App>,
    signed: Signed,
) -> Result<Json<HealthView>, Problem> {
    Ok(Json(app.desk().health(signed.who()).await?))
}
