//! The session's cookie: the token, out of reach of scripts.

use axum::http::{HeaderMap, HeaderValue, header};
use axum_extra::extract::CookieJar;

const NAME: &str = "wissel_session";

/// Seconds the browser keeps it. The server forgets an unused session earlier.
const LIFE: u32 = 60 * 60 * 24 * 400;

/// The token that came along.
pub(crate) fn read(headers: &HeaderMap) -> Option<String> {
    CookieJar::from_headers(headers).get(NAME).map(|cookie| cookie.value().to_owned())
}

/// Hands the browser its token. `secure`: over https only.
pub(crate) fn set(token: &str, secure: bool) -> HeaderValue {
    written(token, LIFE, secure)
}

/// Takes it back.
pub(crate) fn clear(secure: bool) -> HeaderValue {
    written("", 0, secure)
}

/// The name of the header that carries it.
pub(crate) const HEADER: header::HeaderName = header::SET_COOKIE;

fn written(value: &str, seconds: u32, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{NAME}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).expect("tokens are letters, digits, - and _")
}
