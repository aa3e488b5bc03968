//! The signed-in person.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use wissel_desk::people::{AvailabilityChange, MeChange};
use wissel_desk::view::Me;

use crate::http::App;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// Who one is.
#[utoipa::path(get, path = "/me", tag = "people", responses((status = 200, body = Me)))]
pub(super) async fn get(State(app): State<App>, signed: Signed) -> Result<Json<Me>, Problem> {
    Ok(Json(app.desk().me(signed.who()).await?))
}

/// Changes what one may change of oneself.
#[utoipa::path(patch, path = "/me", tag = "people", request_body = MeChange, responses((status = 200, body = Me)))]
pub(super) async fn change(
    State(app): State<App>,
    signed: Signed,
    Json(change): Json<MeChange>,
) -> Result<Json<Me>, Problem> {
    Ok(Json(app.desk().change_me(signed.who(), change).await?))
}

/// Two passwords.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Passwords {
    /// The one in use.
    current: String,
    /// The one to be used from now on.
    new: String,
}

/// Sets a new password and signs one's other browsers out.
#[utoipa::path(post, path = "/me/password", tag = "people", request_body = Passwords, responses((status = 204)))]
pub(super) async fn change_password(
    State(app): State<App>,
    signed: Signed,
    Json(passwords): Json<Passwords>,
) -> Result<StatusCode, Problem> {
    app.desk().change_password(&signed.0, &passwords.current, &passwords.new).await?;
    app.live().sessions_changed();
    Ok(StatusCode::NO_CONTENT)
}

/// Says whether one takes tickets.
#[utoipa::path(put, path = "/me/availability", tag = "people", request_body = AvailabilityChange,
    responses((status = 200, body = Me)))]
pub(super) async fn set_availability(
    State(app): State<App>,
    signed: Signed,
    Json(change): Json<AvailabilityChange>,
) -> Result<Json<Me>, Problem> {
    app.desk().set_availability(signed.who(), signed.who().user, change).await?;
    Ok(Json(app.desk().me(signed.who()).await?))
}
