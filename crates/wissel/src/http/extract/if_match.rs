//! `If-Match` (RFC 9110 §13.1.1): the version a change was based on.

use axum::extract::FromRequestParts;
use axum::http::header::IF_MATCH;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};

use crate::http::problem::Problem;

/// The version named, if one was. `*` names none.
pub(crate) struct IfMatch(pub(crate) Option<i64>);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        match parts.headers.get(IF_MATCH).map(HeaderValue::to_str) {
            None | Some(Ok("*")) => Ok(Self(None)),
            Some(given) => given
                .ok()
                .and_then(|text| text.strip_prefix('"')?.strip_suffix('"')?.parse().ok())
                .map(|version| Self(Some(version)))
                .ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "request.if_match")),
        }
    }
}
