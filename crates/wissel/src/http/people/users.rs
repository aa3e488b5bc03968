//! Users, as colleagues see them and admins change them.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use wissel_desk::people::{AvailabilityChange, UserChange, UserDraft};
use wissel_desk::view::{Page, Part, UserView};
use wissel_model::UserId;

use crate::http::App;
use crate::http::answer::Created;
use crate::http::extract::{At, Json, Query, Signed};
use crate::http::guard::NotKept;
use crate::http::problem::Problem;

/// Which users.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Part of a name or an address.
    #[serde(default)]
    q: String,
    /// Where the last page ended.
    cursor: Option<String>,
    /// How many, 1 to 200.
    limit: Option<i64>,
}

/// A user that was made.
#[derive(Serialize, ToSchema)]
pub(super) struct Invited {
    /// Who.
    user: UserView,
    /// Path of the link with which they set their password. It is shown this once.
    invite_link: String,
}

/// A new link.
#[derive(Serialize, ToSchema)]
pub(super) struct Invitation {
    /// Path of the link with which they set their password. Earlier ones stop working.
    invite_link: String,
}

/// Users by id.
#[utoipa::path(get, path = "/users", tag = "people", params(Which), responses((status = 200, body = Page<UserView>)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(Which { q, cursor, limit }): Query<Which>,
) -> Result<Json<Page<UserView>>, Problem> {
    Ok(Json(app.desk().users(signed.who(), &q, Part { cursor, limit }).await?))
}

/// One user.
#[utoipa::path(get, path = "/users/{id}", tag = "people", params(("id" = UserId, Path)),
    responses((status = 200, body = UserView)))]
pub(super) async fn get(
    State(app): State<App>,
    signed: Signed,
    At(id): At<UserId>,
) -> Result<Json<UserView>, Problem> {
    Ok(Json(app.desk().user(signed.who(), id).await?))
}

/// Makes a user and the link with which they set their password.
#[utoipa::path(post, path = "/users", tag = "people", request_body = UserDraft,
    responses((status = 201, body = Invited)))]
pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    Json(draft): Json<UserDraft>,
) -> Result<Response, Problem> {
    let (user, invite_link) = app.desk().create_user(signed.who(), draft).await?;
    Ok(secret(Created(Invited { user, invite_link })))
}

/// Changes a user; what is left out stays.
#[utoipa::path(patch, path = "/users/{id}", tag = "people", params(("id" = UserId, Path)), request_body = UserChange,
    responses((status = 200, body = UserView)))]
pub(super) async fn change(
    State(app): State<App>,
    signed: Signed,
    At(id): At<UserId>,
    Json(change): Json<UserChange>,
) -> Result<Json<UserView>, Problem> {
    let user = app.desk().change_user(signed.who(), id, change).await?;
    app.live().sessions_changed();
    Ok(Json(user))
}

/// Makes a new link for a user to set their password with.
#[utoipa::path(post, path = "/users/{id}/invite", tag = "people", params(("id" = UserId, Path)),
    responses((status = 200, body = Invitation)))]
pub(super) async fn invite(
    State(app): State<App>,
    signed: Signed,
    At(id): At<UserId>,
) -> Result<Response, Problem> {
    let invite_link = app.desk().invite(signed.who(), id).await?;
    Ok(secret(Json(Invitation { invite_link })))
}

/// Says for somebody else whether they take tickets.
#[utoipa::path(put, path = "/users/{id}/availability", tag = "people", params(("id" = UserId, Path)),
    request_body = AvailabilityChange, responses((status = 200, body = UserView)))]
pub(super) async fn set_availability(
    State(app): State<App>,
    signed: Signed,
    At(id): At<UserId>,
    Json(change): Json<AvailabilityChange>,
) -> Result<Json<UserView>, Problem> {
    Ok(Json(app.desk().set_availability(signed.who(), id, change).await?))
}

/// Links are stored as hashes only, so an answer that holds one is not kept either.
fn secret(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    response.extensions_mut().insert(NotKept);
    response
}
