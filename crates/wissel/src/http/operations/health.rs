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

/// The database answers and the server is not about to stop. A balancer sends nothing here meanwhile.
pub(super) async fn ready(State(app): State<App>) -> Response {
    let stopping = *app.parts().stop.borrow();
    let database = app.desk().db().ping().await;
    let well = !stopping && database.is_ok();
    let status = if well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let told = json!({
        "ready": well,
        "database": database.is_ok(),
        "live": app.live().alive(),
        "stopping": stopping,
    });
    (status, axum::Json(told)).into_response()
}
