//! Headers that every answer carries, and the id that every request has.

use axum::http::{HeaderName, HeaderValue, Request, header};
use axum::response::Response;
use tower_http::request_id::{MakeRequestId, RequestId};

use super::App;

/// What our pages may load: only what is ours.
const PAGES: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Adds what is missing; an answer that set its own policy keeps it.
pub(crate) async fn secure(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, PAGES),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Numbers requests by chance, so that a line in the log can be found again.
#[derive(Clone)]
pub(crate) struct Numbered(pub(crate) App);

impl MakeRequestId for Numbered {
    fn make_request_id<B>(&mut self, _: &Request<B>) -> Option<RequestId> {
        let mut bytes = [0; 8];
        self.0.random().fill(&mut bytes);
        let text = format!("{:016x}", u64::from_be_bytes(bytes));
        HeaderValue::from_str(&text).ok().map(RequestId::new)
    }
}
