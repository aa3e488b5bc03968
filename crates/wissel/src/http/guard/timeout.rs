//! A request that takes too long is given up, so that it does not hold a connection for ever.

use std::time::Duration;

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::http::problem::Problem;

/// The longest until an answer begins; the live stream's begins at once. Trying a mail server alone may take 30 s.
const MOST: Duration = Duration::from_secs(40);

/// Gives up what takes too long.
pub(crate) async fn in_time(request: Request, next: Next) -> Response {
    let answer = tokio::time::timeout(MOST, next.run(request)).await;
    answer.unwrap_or_else(|_| {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "request.timeout").into_response()
    })
}
