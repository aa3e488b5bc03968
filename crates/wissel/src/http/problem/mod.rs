//! What went wrong, as problem+json (RFC 9457) in the reader's language.
//!
//! A [`Problem`] travels as an extension of an empty response, because only `identify` knows the reader; it calls
//! [`render`] last of all.

mod described;
mod kinds;

pub(super) use described::described;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value, json};
use wissel_desk::words;
use wissel_model::{Error, Language};

/// A refusal, not yet in words.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    status: StatusCode,
    /// What is known of it, from which its words are made.
    pub(super) error: Error,
    /// How the thing stands now, when somebody else changed it first.
    current: Option<Value>,
}

impl Problem {
    /// A refusal of HTTP's own: the desk was never asked. Its words are those of `code`.
    pub(crate) fn new(status: StatusCode, code: &'static str) -> Self {
        Self { status, error: Error::refused(code), current: None }
    }

    /// Adds how the thing stands now.
    pub(crate) fn standing(mut self, current: &impl Serialize) -> Self {
        self.current = serde_json::to_value(current).ok();
        self
    }

    /// Whether it is the refusal with this key.
    pub(crate) fn is(&self, refusal: &str) -> bool {
        matches!(self.error, Error::Refused { code, .. } if code == refusal)
    }

    /// The document, in words.
    fn document(&self, language: Language) -> Value {
        let mut document = Map::new();
        document.insert("type".into(), "about:blank".into());
        document.insert("title".into(), self.status.canonical_reason().unwrap_or_default().into());
        document.insert("status".into(), self.status.as_u16().into());
        document.insert("code".into(), kinds::code(&self.error).into());
        document.insert("detail".into(), words::sentence(language, &self.error).into());
        if let Error::Invalid(fields) = &self.error {
            let errors = fields.iter().map(|field| {
                let detail = words::field_sentence(language, field);
                json!({ "field": field.field, "code": field.code, "detail": detail })
            });
            document.insert("errors".into(), errors.collect());
        }
        if let Some(current) = &self.current {
            document.insert("current".into(), current.clone());
        }
        document.into()
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        kinds::log(&error);
        Self { status: kinds::status(&error), error, current: None }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the problem out, if the response carries one.
pub(crate) fn render(mut response: Response, language: Language) -> Response {
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.as_str()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = kinds::retry_after(&problem.error) {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    *response.body_mut() = Body::from(problem.document(language).to_string());
    response
}
