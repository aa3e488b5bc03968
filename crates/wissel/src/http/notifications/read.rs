//! Read, unread, and seen.

use axum::extract::State;
use axum::http::StatusCode;
use wissel_desk::notifications::{NotificationsRead, NotificationsSeen, Unread};

use crate::http::App;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// Marks what one was told of as read, or as unread.
#[utoipa::path(put, path = "/notifications/read", tag = "notifications", request_body = NotificationsRead,
    responses((status = 200, body = Unread)))]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Json(given): Json<NotificationsRead>,
) -> Result<Json<Unread>, Problem> {
    Ok(Json(app.desk().read_notifications(signed.who(), given).await?))
}

/// Says that one saw it come in the pages; no mail is sent of it then.
#[utoipa::path(put, path = "/notifications/seen", tag = "notifications", request_body = NotificationsSeen,
    responses((status = 204)))]
pub(super) async fn seen(
    State(app): State<App>,
    signed: Signed,
    Json(given): Json<NotificationsSeen>,
) -> Result<StatusCode, Problem> {
    app.desk().see_notifications(signed.who(), given).await?;
    Ok(StatusCode::NO_CONTENT)
}
