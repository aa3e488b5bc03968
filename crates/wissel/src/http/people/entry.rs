//! The two ways in, signing in and a one-time link, share their limit, their cookie and the note about the browser.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use wissel_desk::people::{Device, SignedIn};

use crate::http::App;
use crate::http::cookie;
use crate::http::guard::{NotKept, Peer};

/// The browser that asks, for the list of one's own devices.
pub(super) fn device(headers: &HeaderMap, peer: Peer) -> Device {
    let browser = headers.get(header::USER_AGENT).map(HeaderValue::to_str).and_then(Result::ok);
    Device { browser: browser.unwrap_or_default().to_owned(), address: peer.0.to_string() }
}

/// The answer to someone who got in: who they are, and their cookie.
pub(super) fn let_in(app: &App, status: StatusCode, signed: SignedIn) -> Response {
    let cookie = cookie::set(&signed.token, app.secure());
    let mut response = (status, [(cookie::HEADER, cookie)], axum::Json(signed.me)).into_response();
    response.extensions_mut().insert(NotKept);
    response
}
