//! `/contacts`.

mod change;
mod create;
mod file;
mod get;
mod import;
mod list;
mod merge;
mod timeline;

use axum::extract::DefaultBodyLimit;
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wissel_desk::contacts::LARGEST;
use wissel_desk::view::ContactView;

use super::App;
use super::answer::Versioned;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(get::get, change::change))
        .routes(routes!(timeline::timeline))
        .routes(routes!(merge::preview, merge::merge))
        .routes(routes!(merge::undo))
        .routes(routes!(file::export))
        .routes(routes!(import::get))
        .routes(routes!(import::try_it))
        .routes(routes!(import::run))
        .routes(routes!(import::rows))
        .routes(routes!(import::errors))
}

/// What is brought as a file, and may be longer than other bodies.
pub(super) fn uploads() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(import::bring)).layer(DefaultBodyLimit::max(LARGEST))
}

/// A contact with its version as `ETag`.
fn versioned(contact: ContactView) -> Response {
    let version = contact.version;
    Versioned(contact, version).into_response()
}
