//! JSON bodies: in with a refusal that names the field, out as they are.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use wissel_model::{Error, FieldError};

use crate::http::problem::Problem;

/// The most bytes of a JSON body.
pub(crate) const MOST: usize = 1024 * 1024;

/// A JSON body.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "request.not_json"));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|why| unread(&why))?;
        parse(&bytes).map(Self)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// A form on a foreign page cannot send this type, which is one more reason to insist on it.
fn is_json(headers: &HeaderMap) -> bool {
    let given =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

/// Why a body could not be read to its end.
pub(crate) fn unread(why: &BytesRejection) -> Problem {
    match why.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge { limit: MOST as u64 }.into(),
        _ => Problem::new(StatusCode::BAD_REQUEST, "request.broken_off"),
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let body: T = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let error = error.into_inner();
        match error.classify() {
            Category::Data => Error::Invalid(vec![refusal(&path, &error.to_string())]).into(),
            Category::Io | Category::Syntax | Category::Eof => not_json(),
        }
    })?;
    reader.end().map_err(|_| not_json())?;
    Ok(body)
}

fn not_json() -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "request.not_json")
}

/// Turns the reader's complaint into the field it is about and a sentence of ours.
pub(crate) fn refusal(path: &str, told: &str) -> FieldError {
    let told = told.split(" at line ").next().unwrap_or(told);
    let parent = if path == "." { "" } else { path };
    let named = |prefix: &str| told.strip_prefix(prefix)?.split('`').next();
    // The path already ends in the field's name when the reader noticed it there.
    let below = |name: &str| match parent {
        "" => name.to_owned(),
        same if same == name || same.ends_with(&format!(".{name}")) => same.to_owned(),
        parent => format!("{parent}.{name}"),
    };
    if let Some(name) = named("unknown field `") {
        return FieldError::new(below(name), "request.unknown_field").with("field", below(name));
    }
    if let Some(name) = named("missing field `") {
        return FieldError::new(below(name), "request.missing_field");
    }
    FieldError::new(parent, "request.wrong_value").with("told", told)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[expect(dead_code, reason = "only its reading matters here")]
        count: i64,
        #[serde(default)]
        #[expect(dead_code, reason = "only its reading matters here")]
        inner: Option<Inner>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[expect(dead_code, reason = "only its reading matters here")]
        on: bool,
    }

    fn wrong(body: &str) -> (String, &'static str) {
        match parse::<Outer>(body.as_bytes()).unwrap_err().error {
            Error::Invalid(fields) => (fields[0].field.clone(), fields[0].code),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn the_refusal_names_the_field() {
        assert_eq!(wrong(r#"{"count": "x"}"#), ("count".to_owned(), "request.wrong_value"));
        assert_eq!(wrong("{}"), ("count".to_owned(), "request.missing_field"));
        assert_eq!(
            wrong(r#"{"count": 1, "cuont": 2}"#),
            ("cuont".to_owned(), "request.unknown_field")
        );
        assert_eq!(
            wrong(r#"{"count": 1, "inner": {}}"#),
            ("inner.on".to_owned(), "request.missing_field")
        );
        assert_eq!(
            wrong(r#"{"count": 1, "inner": {"on": true, "off": 1}}"#),
            ("inner.off".to_owned(), "request.unknown_field")
        );
        assert_eq!(
            wrong(r#"{"count": 1, "inner": {"on": 1}}"#),
            ("inner.on".to_owned(), "request.wrong_value")
        );
    }

    #[test]
    fn what_is_not_json_is_called_that() {
        for body in ["", "{", "count=1", "{\"count\": 1} {}"] {
            let problem = parse::<Outer>(body.as_bytes()).unwrap_err();
            assert_eq!(problem.error, Error::refused("request.not_json"), "{body}");
        }
    }
}
