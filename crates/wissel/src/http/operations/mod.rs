//! For whoever runs the server: is it well, what is it doing, what got stuck.

mod health;
mod jobs;
mod metrics;
mod router;

use axum::Router;
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(health::health))
        .routes(routes!(router::router))
        .routes(routes!(jobs::list))
        .routes(routes!(jobs::retry))
}

/// What is described of those below, whose addresses are not the API's.
pub(super) fn described() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(health::ready))
}

/// For balancers and monitoring, outside the API: no session, no limits.
pub(super) fn unguarded() -> Router<App> {
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::metrics))
}
