//! A file, to be saved rather than shown: it was written by a stranger.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;
use wissel_model::AttachmentId;

use crate::http::App;
use crate::http::extract::{At, Query, Signed};
use crate::http::problem::Problem;

/// Pictures that a browser can only look at. SVG is not one: it can hold scripts.
const SHOWN: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// Nothing in it may run, should a browser show it after all.
const POLICY: &str = "sandbox; default-src 'none'";

/// How to hand it over.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct How {
    /// 1: to be shown, if it is a picture.
    inline: Option<u8>,
}

/// A file's bytes.
#[utoipa::path(get, path = "/attachments/{id}", tag = "files", params(("id" = AttachmentId, Path), How),
    responses((status = 200, content_type = "application/octet-stream")))]
pub(super) async fn download(
    State(app): State<App>,
    signed: Signed,
    At(id): At<AttachmentId>,
    Query(asked): Query<How>,
) -> Result<Response, Problem> {
    let (file, bytes) = app.desk().attachment(signed.who(), id).await?;
    let picture = SHOWN.iter().find(|shown| file.media_type.eq_ignore_ascii_case(shown));
    let how = if picture.is_some() && asked.inline == Some(1) { "inline" } else { "attachment" };
    let kind = picture.copied().unwrap_or("application/octet-stream");
    let headers: [(HeaderName, HeaderValue); 4] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, disposition(how, &file.name)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        // The bytes behind an id never change.
        (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400, immutable")),
    ];
    Ok((headers, bytes).into_response())
}

/// RFC 6266: the name once in ASCII for old programs, and once as it is.
fn disposition(how: &str, name: &str) -> HeaderValue {
    let plain: String = name.chars().map(|sign| if plain(sign) { sign } else { '_' }).collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'.' | b'-' | b'_' => {
                encoded.push(char::from(byte))
            }
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    let text = format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&text).expect("everything but plain signs was replaced")
}

fn plain(sign: char) -> bool {
    matches!(sign, ' '..='~') && !matches!(sign, '"' | '\\' | '%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_becomes_a_header() {
        let check = |name, expected: &str| {
            assert_eq!(disposition("attachment", name).to_str().unwrap(), expected)
        };
        check("a.pdf", "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf");
        check(
            "é\"\r\n.txt",
            "attachment; filename=\"____.txt\"; filename*=UTF-8''%C3%A9%22%0D%0A.txt",
        );
    }
}
