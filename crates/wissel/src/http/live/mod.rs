//! `/events`: what happens, as it happens.
//!
//! One task per process reads the log and hands each event to every open connection, which passes on what its reader
//! may see. A connection that missed something (it just resumed, or was too slow) reads the log itself until it has
//! caught up: what arrives is never more than what the log says, and never less.

mod connection;
mod events;
mod frame;
mod log;
mod place;
mod tail;
#[cfg(test)]
mod tests;

pub(super) use tail::Live;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(events::events))
}
