//! `/healthz`: the process answers. `/readyz`: it can do its work.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::http::App;

/// The process lives.
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers and the server is not about to stop; else a balancer sends nothing here meanwhile. A loop that
/// broke off, such as the router's, starts again by itself and keeps nobody from the pages: it is told, no more.
pub(super) async fn ready(State(app): State<App>) -> Response {
    let stopping = *app.parts().stop.borrow();
    let database = app.desk().db().ping().await;
    let well = !stopping && database.is_ok();
    let status = if well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let told = json!({
        "ready": well,
        "database": database.is_ok(),
        "live": app.live().alive(),
        "loops": *app.loops(),
        "stopping": stopping,
    });
    (status, axum::Json(told)).into_response()
}
