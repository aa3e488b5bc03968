//! One-time links: the first admin sets the desk up, an invited user sets a password.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use wissel_desk::people::Setup;
use wissel_desk::view::{Me, SetupView};
use wissel_model::Error;

use super::entry::{device, let_in};
use crate::http::App;
use crate::http::extract::{Json, Query};
use crate::http::guard::Peer;
use crate::http::problem::Problem;

/// The link's secret.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Link {
    /// What stands behind `token=` in the link.
    token: String,
}

/// A link that works.
#[derive(Serialize, ToSchema)]
pub(super) struct Found {
    /// Always true; a link that does not work is 410.
    ok: bool,
    /// What it is for.
    #[serde(flatten)]
    link: SetupView,
}

/// Says what a link is for.
#[utoipa::path(get, path = "/setup", tag = "people", params(Link), security(()),
    responses((status = 200, body = Found), (status = 410, description = "`setup.gone`: used up or unknown")))]
pub(super) async fn find(
    State(app): State<App>,
    peer: Peer,
    Query(link): Query<Link>,
) -> Result<Json<Found>, Problem> {
    app.limits().entry(peer.0)?;
    match app.desk().setup_find(&link.token).await? {
        Some(link) => Ok(Json(Found { ok: true, link })),
        None => Err(Error::refused("setup.gone").into()),
    }
}

/// Uses a link: makes the first admin, or sets an invited user's password. Signs them in.
#[utoipa::path(post, path = "/setup", tag = "people", request_body = Setup, security(()),
    responses((status = 201, body = Me), (status = 410, description = "`setup.gone`: used up or unknown")))]
pub(super) async fn finish(
    State(app): State<App>,
    peer: Peer,
    headers: HeaderMap,
    Json(form): Json<Setup>,
) -> Result<Response, Problem> {
    app.limits().entry(peer.0)?;
    let signed = app.desk().setup(form, device(&headers, peer)).await?;
    Ok(let_in(&app, StatusCode::CREATED, signed))
}
