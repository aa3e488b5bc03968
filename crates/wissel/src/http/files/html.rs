//! A message's HTML, for a sandboxed frame.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;
use wissel_model::MessageId;

use crate::http::App;
use crate::http::extract::{At, Query, Signed};
use crate::http::problem::Problem;

/// What to load.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct What {
    /// 1: also pictures from elsewhere, which tells their owner that the message was read.
    images: Option<u8>,
}

// Our own page looks at the frame's height, and pictures of the mail itself come with our cookie: hence the same
// origin. Nothing in the frame can run: scripts are allowed neither by the sandbox nor by `default-src`.
const OURS: &str = "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src 'self' data:; \
    style-src 'unsafe-inline'; frame-ancestors 'self'";
const ALL: &str = "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; default-src 'none'; \
    img-src 'self' data: https: http:; style-src 'unsafe-inline'; frame-ancestors 'self'";

/// The message as a document of its own: cleaned, without scripts, without anything from elsewhere unless asked for.
#[utoipa::path(get, path = "/messages/{id}/html", tag = "files", params(("id" = i64, Path), What),
    responses((status = 200, content_type = "text/html", body = String)))]
pub(super) async fn html(
    State(app): State<App>,
    signed: Signed,
    At(id): At<MessageId>,
    Query(what): Query<What>,
) -> Result<Response, Problem> {
    let images = what.images == Some(1);
    let document = app.desk().message_html(signed.who(), id, images).await?;
    let headers: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(if images { ALL } else { OURS }),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, document).into_response())
}
