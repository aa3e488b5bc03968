//! A request names one host (RFC 9112 §3.2). Two are two opinions on where it leads, ours and that of a proxy before us.

use axum::extract::Request;
use axum::http::{StatusCode, Version, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use wissel_model::Language;

use crate::http::problem::{Problem, render};

/// Refuses a request with several, or with none where there has to be one.
pub(crate) async fn one_host(request: Request, next: Next) -> Response {
    let named = request.headers().get_all(header::HOST).iter().count();
    if named == 1 || named == 0 && request.version() < Version::HTTP_11 {
        return next.run(request).await;
    }
    // Nobody has asked yet who is asking, nor in which language.
    let refused = Problem::new(StatusCode::BAD_REQUEST, "request.host").into_response();
    render(refused, Language::En)
}
