//! The browsers one is signed in with.

use axum::extract::State;
use axum::http::StatusCode;
use wissel_desk::view::SessionView;
use wissel_model::SessionId;

use crate::http::App;
use crate::http::answer::Items;
use crate::http::extract::{At, Json, Signed};
use crate::http::problem::Problem;

/// One's own signed-in browsers.
#[utoipa::path(get, path = "/sessions", tag = "people", responses((status = 200, body = Items<SessionView>)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
) -> Result<Json<Items<SessionView>>, Problem> {
    Ok(Json(app.desk().sessions(&signed.0).await?.into()))
}

/// Signs one of them out.
#[utoipa::path(delete, path = "/sessions/{id}", tag = "people", params(("id" = SessionId, Path)),
    responses((status = 204)))]
pub(super) async fn end(
    State(app): State<App>,
    signed: Signed,
    At(id): At<SessionId>,
) -> Result<StatusCode, Problem> {
    app.desk().end_session(&signed.0, id).await?;
    app.live().sessions_changed();
    Ok(StatusCode::NO_CONTENT)
}
