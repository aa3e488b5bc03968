//! How one is told of what.

use axum::extract::State;
use wissel_desk::notifications::{ChoiceView, Choices};

use crate::http::App;
use crate::http::answer::Items;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// How one is told of what: in the pages, by the browser, by e-mail.
#[utoipa::path(get, path = "/me/notifications", tag = "notifications",
    responses((status = 200, body = Items<ChoiceView>)))]
pub(super) async fn get(
    State(app): State<App>,
    signed: Signed,
) -> Result<Json<Items<ChoiceView>>, Problem> {
    Ok(Json(app.desk().notification_choices(signed.who()).await?.into()))
}

/// Chooses how one is told; a kind that is left out stays as it is.
#[utoipa::path(put, path = "/me/notifications", tag = "notifications", request_body = Choices,
    responses((status = 200, body = Items<ChoiceView>)))]
pub(super) async fn choose(
    State(app): State<App>,
    signed: Signed,
    Json(given): Json<Choices>,
) -> Result<Json<Items<ChoiceView>>, Problem> {
    Ok(Json(app.desk().choose_notifications(signed.who(), given).await?.into()))
}
