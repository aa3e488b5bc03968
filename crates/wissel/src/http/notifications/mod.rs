//! `/notifications` and `/me/notifications`.

mod choices;
mod list;
mod read;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(read::read))
        .routes(routes!(read::seen))
        .routes(routes!(choices::get, choices::choose))
}
