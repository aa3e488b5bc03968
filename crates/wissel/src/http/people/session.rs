//! Signing in and out.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;
use wissel_desk::view::Me;

use super::entry::{device, let_in};
use crate::http::App;
use crate::http::cookie;
use crate::http::extract::{Json, Signed};
use crate::http::guard::Peer;
use crate::http::problem::Problem;

/// What signing in takes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SignIn {
    /// The user's address.
    email: String,
    /// Their password.
    password: String,
}

/// Signs in; the session is in the cookie.
#[utoipa::path(post, path = "/session", tag = "people", request_body = SignIn, security(()),
    responses((status = 200, body = Me), (status = 401, description = "`sign_in.failed`"),
        (status = 429, description = "`request.too_many`, with `Retry-After`")))]
pub(super) async fn sign_in(
    State(app): State<App>,
    peer: Peer,
    headers: HeaderMap,
    Json(form): Json<SignIn>,
) -> Result<Response, Problem> {
    app.limits().entry(peer.0)?;
    let signed = app.desk().sign_in(&form.email, &form.password, device(&headers, peer)).await?;
    Ok(let_in(&app, StatusCode::OK, signed))
}

/// Who is signed in.
#[utoipa::path(get, path = "/session", tag = "people", responses((status = 200, body = Me)))]
pub(super) async fn get(State(app): State<App>, signed: Signed) -> Result<Json<Me>, Problem> {
    Ok(Json(app.desk().me(signed.who()).await?))
}

/// Signs this browser out.
#[utoipa::path(delete, path = "/session", tag = "people", responses((status = 204)))]
pub(super) async fn sign_out(State(app): State<App>, signed: Signed) -> Result<Response, Problem> {
    app.desk().sign_out(&signed.0).await?;
    app.live().sessions_changed();
    Ok((StatusCode::NO_CONTENT, [(cookie::HEADER, cookie::clear(app.secure()))]).into_response())
}
