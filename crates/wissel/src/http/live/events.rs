//! The stream's address.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::sse::{KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use std::time::Duration;
use wissel_desk::live::EventView;

use super::connection::Connection;
use crate::http::App;
use crate::http::cookie;
use crate::http::extract::Signed;
use crate::http::problem::Problem;

/// A comment this often keeps proxies from taking the line for dead.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);

/// Server-sent events: what the reader may see, as it happens. `id` is the cursor, `event` the kind. A browser resumes
/// by `Last-Event-ID`; the event `reset` says that too much was missed and everything is to be fetched anew;
/// `view.counts` comes at most once a second; `health.changed` says that `/health` has news. The stream ends with the
/// session.
#[utoipa::path(get, path = "/events", tag = "live",
    params(("Last-Event-ID" = Option<String>, Header, description = "Resume after this cursor")),
    responses((status = 200, content_type = "text/event-stream", body = EventView)))]
pub(super) async fn events(
    State(app): State<App>,
    signed: Signed,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    // What is no text is no cursor either, and is answered like one that cannot be read.
    let last = headers.get("last-event-id").map(|last| last.to_str().unwrap_or_default());
    let token = cookie::read(&headers).unwrap_or_default();
    let connection = Connection::open(&app, signed.0, token, last).await?;
    let alive = KeepAlive::new().interval(SIGN_OF_LIFE).text("still here");
    let mut response = Sse::new(connection.stream()).keep_alive(alive).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Some proxies gather an answer before they hand it on.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}
