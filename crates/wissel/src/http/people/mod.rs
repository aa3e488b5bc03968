//! `/setup`, `/session`, `/sessions`, `/me` and `/users`.

mod devices;
mod entry;
mod me;
mod session;
mod setup;
mod users;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(setup::find, setup::finish))
        .routes(routes!(session::get, session::sign_in, session::sign_out))
        .routes(routes!(devices::list))
        .routes(routes!(devices::end))
        .routes(routes!(me::get, me::change))
        .routes(routes!(me::change_password))
        .routes(routes!(me::set_availability))
        .routes(routes!(users::list, users::create))
        .routes(routes!(users::get, users::change))
        .routes(routes!(users::invite))
        .routes(routes!(users::set_availability))
}
