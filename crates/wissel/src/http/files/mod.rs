//! `/attachments` and `/messages/{id}/html`: what came from outside, kept at arm's length.

mod download;
mod html;
mod upload;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;

/// The most bytes of an upload.
pub(crate) const MOST_UPLOADED: usize = wissel_desk::tickets::LARGEST;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(upload::upload))
        .routes(routes!(download::download))
        .routes(routes!(html::html))
        .layer(DefaultBodyLimit::max(MOST_UPLOADED))
}
