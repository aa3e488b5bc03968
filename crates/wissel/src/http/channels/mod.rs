//! `/channels` and their rules.

mod change;
mod check;
mod create;
mod get;
mod list;
mod rule;
mod try_rule;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(check::check))
        .routes(routes!(get::get, change::change))
        .routes(routes!(rule::get, rule::set))
        .routes(routes!(try_rule::try_rule))
}
