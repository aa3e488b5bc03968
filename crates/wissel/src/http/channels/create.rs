//! A new channel.

use axum::extract::State;
use wissel_desk::channels::ChannelDraft;
use wissel_desk::view::ChannelView;

use crate::http::App;
use crate::http::answer::Created;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// Connects a channel. Its rule begins as "no one".
#[utoipa::path(post, path = "/channels", tag = "channels", request_body = ChannelDraft,
    responses((status = 201, body = ChannelView)))]
pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    Json(draft): Json<ChannelDraft>,
) -> Result<Created<ChannelView>, Problem> {
    Ok(Created(app.desk().create_channel(signed.who(), draft).await?))
}
