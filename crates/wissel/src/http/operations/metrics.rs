//! `/metrics` in Prometheus' text format.

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::config::Metrics;
use crate::http::App;
use crate::http::guard::connected;

const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The counters, for programs on this machine unless configured otherwise.
pub(super) async fn metrics(State(app): State<App>, request: Request) -> Response {
    let parts = app.parts();
    let (head, _) = request.into_parts();
    match &parts.gathered {
        Some(gathered) if near(&head) || parts.metrics == Metrics::All => {
            ([(header::CONTENT_TYPE, TEXT)], gathered.render()).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Whether a program on this machine asks. A proxy on it connects from it as well, and says for whom.
pub(super) fn near(head: &Parts) -> bool {
    connected(head).is_loopback() && !head.headers.contains_key("x-forwarded-for")
}
