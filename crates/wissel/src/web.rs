//! The pages: built by `web/`, carried in the binary, read from the folder in debug builds.

use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

// The folder is seen from this crate's own folder. Without it the server serves its API and says how to build pages.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Pages;

/// Files under it carry a hash of their content in their name.
const HASHED: &str = "assets/";

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Wissel</title>\
    <p>The server runs, but its pages are not built. <code>cargo xtask run</code> builds them.</p></html>";

/// A file of the pages; any other address is the application's, which knows what it means.
pub(crate) async fn serve(method: Method, uri: Uri, asked: HeaderMap) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = uri.path().trim_start_matches('/');
    match Pages::get(path).filter(|_| !path.is_empty()) {
        Some(found) => file(path, &found, &asked),
        // A page that was open when the server was replaced may ask for a file of the old one.
        None if path.starts_with(HASHED) => StatusCode::NOT_FOUND.into_response(),
        None => index(&asked),
    }
}

fn index(asked: &HeaderMap) -> Response {
    match Pages::get("index.html") {
        Some(found) => file("index.html", &found, asked),
        None => (StatusCode::NOT_FOUND, Html(NOT_BUILT)).into_response(),
    }
}

fn file(path: &str, found: &EmbeddedFile, asked: &HeaderMap) -> Response {
    let hash = found.metadata.sha256_hash();
    let tag: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{tag}\"");
    let kept =
        if path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let kind = match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        _ => found.metadata.mimetype(),
    };
    let value = |text: &str| {
        HeaderValue::from_str(text).expect("media types and digits are a header's value")
    };
    let headers = [
        (header::CONTENT_TYPE, value(kind)),
        (header::CACHE_CONTROL, value(kept)),
        (header::ETAG, value(&tag)),
    ];
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| known.contains(&tag)) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, found.data.clone().into_owned()).into_response()
}
