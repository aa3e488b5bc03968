//! Finds out who asks and in which language they read, and puts refusals into their words.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use wissel_model::{Language, UserId};

use crate::http::App;
use crate::http::cookie;
use crate::http::extract::Signed;
use crate::http::problem::{Problem, render};

/// Who is said to have asked, for the log.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asker(pub(crate) UserId);

/// Looks the session up, runs the rest, and writes the problem out if there was one.
pub(crate) async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let mut language = preferred(request.headers());
    let mut asker = None;
    let found = match cookie::read(request.headers()) {
        Some(token) => app.desk().session(&token).await,
        None => Ok(None),
    };
    let mut answer = match found {
        Ok(signed) => {
            if let Some(signed) = signed {
                language = signed.who.language;
                asker = Some(Asker(signed.who.user));
                request.extensions_mut().insert(Signed(signed));
            }
            request.extensions_mut().insert(language);
            next.run(request).await
        }
        Err(error) => Problem::from(error).into_response(),
    };
    if let Some(asker) = asker {
        answer.extensions_mut().insert(asker);
    }
    render(answer, language)
}

/// The first language of `Accept-Language` that is one of ours. Browsers list them in order of preference.
fn preferred(headers: &HeaderMap) -> Language {
    let given = headers.get(header::ACCEPT_LANGUAGE).map(HeaderValue::to_str);
    let given = given.and_then(Result::ok).unwrap_or_default();
    let known = |part: &str| Language::parse(part.trim().get(..2)?);
    given.split(',').find_map(known).unwrap_or(Language::En)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_is_preferred() {
        let check = |given: &str, expected| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, given.parse().unwrap());
            assert_eq!(preferred(&headers), expected, "{given}");
        };
        check("nl-BE,nl;q=0.9,en;q=0.8", Language::Nl);
        check("fr-FR, nl;q=0.5", Language::Nl);
        check("de", Language::En);
        check("", Language::En);
        assert_eq!(preferred(&HeaderMap::new()), Language::En);
    }
}
