//! A file for a reply or comment that is being written.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Deserialize;
use utoipa::IntoParams;
use wissel_desk::view::AttachmentView;
use wissel_model::Error;

use super::MOST_UPLOADED;
use crate::http::App;
use crate::http::answer::Created;
use crate::http::extract::{Query, Signed, unread};
use crate::http::problem::Problem;

/// About the file.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct About {
    /// The file's name.
    name: String,
}

/// Keeps the body as a file of the media type in `Content-Type`. Only its uploader can attach it.
#[utoipa::path(post, path = "/attachments", tag = "files", params(About),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = AttachmentView)))]
pub(super) async fn upload(
    State(app): State<App>,
    signed: Signed,
    Query(about): Query<About>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Created<AttachmentView>, Problem> {
    let bytes = body.map_err(|why| match why.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge { limit: MOST_UPLOADED as u64 }.into(),
        _ => unread(&why),
    })?;
    let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::to_str).and_then(Result::ok);
    let kind = kind.unwrap_or("application/octet-stream");
    Ok(Created(app.desk().upload(signed.who(), &about.name, kind, bytes).await?))
}
