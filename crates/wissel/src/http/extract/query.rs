//! What stands behind the question mark. Unknown names are refused like unknown fields.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use wissel_model::Error;

use super::refusal::refusal;
use crate::http::problem::Problem;

/// The query's parameters.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let read = axum::extract::Query::try_from_uri(&parts.uri);
        read.map(|axum::extract::Query(query)| Self(query)).map_err(|error| {
            let told = std::error::Error::source(&error)
                .map_or_else(|| error.to_string(), ToString::to_string);
            let (path, told) = match told.split_once(": ") {
                Some((path, told)) if !path.contains(' ') => (path, told),
                _ => (".", told.as_str()),
            };
            Error::Invalid(vec![refusal(path, told)]).into()
        })
    }
}
