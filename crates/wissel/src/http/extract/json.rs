//! JSON bodies: in with a refusal that names the field, out as they are.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use wissel_model::Error;

use super::refusal::refusal;
use super::strict::Strict;
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
    let body: T = serde_path_to_error::deserialize(Strict(&mut reader)).map_err(|error| {
        let path = error.path().to_string();
        let error = error.into_inner();
        match error.classify() {
            Category::Data => refused(&path, &error.to_string()),
            Category::Io | Category::Syntax | Category::Eof => misread::<T>(bytes),
        }
    })?;
    reader.end().map_err(|_| not_json())?;
    Ok(body)
}

/// The reader takes a number where a word of a list belongs for bad JSON. Read as a value first, the two are told apart.
fn misread<T: DeserializeOwned>(bytes: &[u8]) -> Problem {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(bytes) else { return not_json() };
    match serde_path_to_error::deserialize::<_, T>(Strict(value)) {
        Err(error) => refused(&error.path().to_string(), &error.into_inner().to_string()),
        Ok(_) => not_json(),
    }
}

fn refused(path: &str, told: &str) -> Problem {
    Error::Invalid(vec![refusal(path, told)]).into()
}

fn not_json() -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "request.not_json")
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
        #[serde(default)]
        #[expect(dead_code, reason = "only its reading matters here")]
        language: Option<wissel_model::Language>,
        #[serde(default)]
        #[expect(dead_code, reason = "only its reading matters here")]
        many: Vec<Inner>,
        #[serde(default)]
        #[expect(dead_code, reason = "only its reading matters here")]
        told: Option<Told>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(tag = "by", rename_all = "snake_case")]
    enum Told {
        Off,
        List {
            #[expect(dead_code, reason = "only its reading matters here")]
            ids: Vec<i64>,
        },
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
        assert_eq!(wrong(r#"{"count": "x"}"#), ("count".to_owned(), "request.needs_number"));
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
            ("inner.on".to_owned(), "request.needs_yes_or_no")
        );
    }

    #[test]
    fn a_wrong_word_and_what_is_no_word_are_told_apart() {
        assert_eq!(
            wrong(r#"{"count": 1, "language": "fr"}"#),
            ("language".to_owned(), "request.unknown_word")
        );
        for other in ["5", "true", "[]"] {
            assert_eq!(
                wrong(&format!(r#"{{"count": 1, "language": {other}}}"#)),
                ("language".to_owned(), "request.needs_text")
            );
        }
        assert_eq!(wrong("[]").1, "request.needs_object");
    }

    #[test]
    fn a_list_is_no_object_however_well_its_elements_would_fit() {
        assert_eq!(wrong("[1, null, null]"), (String::new(), "request.needs_object"));
        assert_eq!(
            wrong(r#"{"count": 1, "inner": [true]}"#),
            ("inner".to_owned(), "request.needs_object")
        );
        assert_eq!(
            wrong(r#"{"count": 1, "many": [{"on": true}, [true]]}"#),
            ("many[1]".to_owned(), "request.needs_object")
        );
        assert_eq!(wrong(r#"{"count": 1, "told": ["off"]}"#).0, "told");
        for fine in [
            r#"{"count": 1, "inner": {"on": true}, "many": [{"on": true}], "told": {"by": "off"}}"#,
            r#"{"count": 1, "inner": null, "many": [], "told": {"by": "list", "ids": [1, 2]}}"#,
            r#"{"count": 1, "language": "nl"}"#,
        ] {
            assert!(parse::<Outer>(fine.as_bytes()).is_ok(), "{fine}");
        }
    }

    #[test]
    fn what_is_not_json_is_called_that() {
        for body in ["", "{", "count=1", "{\"count\": 1} {}"] {
            let problem = parse::<Outer>(body.as_bytes()).unwrap_err();
            assert_eq!(problem.error, Error::refused("request.not_json"), "{body}");
        }
    }
}
