//! `/contacts`.

mod change;
mod create;
mod get;
mod list;
mod merge;
mod timeline;

use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
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
}

/// A contact with its version as `ETag`.
fn versioned(contact: ContactView) -> Response {
    let version = contact.version;
    Versioned(contact, version).into_response()
}
