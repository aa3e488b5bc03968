//! The access log and the request metrics: what was asked, how it went, how long it took. No query, no cookie, no body.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;
use tower_http::request_id::RequestId;
use tracing::Instrument;

use super::App;
use super::guard::{Asker, Peer};

/// Tells the log and the counters about the request.
pub(crate) async fn access(
    State(_): State<App>,
    peer: Peer,
    request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route =
        request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let id = request
        .extensions()
        .get::<RequestId>()
        .and_then(|id| id.header_value().to_str().ok())
        .map(str::to_owned);
    // What is logged on the way can be found again by the request's id.
    let response = next.run(request).instrument(tracing::info_span!("request", id)).await;
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    let user = response.extensions().get::<Asker>().map(|asker| asker.0.0);
    tracing::info!(
        target: "wissel::access",
        %method, path, status, ms = took.as_millis(), user, from = %peer.0, id, "request"
    );
    let labels = [("method", method.to_string()), ("route", route), ("status", status.to_string())];
    metrics::counter!("wissel_http_requests_total", &labels).increment(1);
    metrics::histogram!("wissel_http_request_seconds", "route" => labels[1].1.clone())
        .record(took.as_secs_f64());
    response
}
