//! Changes come from our own pages, or from programs; never from a page of somebody else.
//!
//! A browser says where a request comes from (`Sec-Fetch-Site`, else `Origin`); a request that says neither is not a
//! browser's, and then no cookie went along by itself.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::http::App;
use crate::http::problem::Problem;

/// Refuses changes that a foreign page asks for.
pub(crate) async fn same_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || ours(request.headers(), app.base_url()) {
        return next.run(request).await;
    }
    Problem::new(StatusCode::FORBIDDEN, "request.foreign_origin").into_response()
}

fn ours(headers: &HeaderMap, base_url: &str) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN) else { return true };
    if origin == base_url {
        return true;
    }
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    authority.is_some() && authority == text(header::HOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headers: &[(&'static str, &str)], expected: bool) {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        assert_eq!(ours(&map, "https://desk.example.com"), expected, "{headers:?}");
    }

    #[test]
    fn our_own_pages_and_programs_may_change_things() {
        check(&[], true);
        check(&[("sec-fetch-site", "same-origin"), ("origin", "https://desk.example.com")], true);
        check(&[("sec-fetch-site", "none")], true);
        check(&[("origin", "https://desk.example.com"), ("host", "10.0.0.2:8080")], true);
        check(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")], true);
    }

    #[test]
    fn pages_of_others_may_not() {
        check(&[("sec-fetch-site", "cross-site")], false);
        check(&[("sec-fetch-site", "same-site"), ("origin", "https://desk.example.com")], false);
        check(&[("origin", "https://evil.example"), ("host", "desk.example.com")], false);
        check(&[("origin", "null"), ("host", "desk.example.com")], false);
        check(&[("origin", "https://evil.example")], false);
    }
}
