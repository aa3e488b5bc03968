//! `/properties`.

mod change;
mod create;
mod list;
mod order;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(order::order))
        .routes(routes!(change::change))
}
