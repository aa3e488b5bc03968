//! A changed channel.

use axum::extract::State;
use wissel_desk::channels::ChannelChange;
use wissel_desk::view::ChannelView;
use wissel_model::ChannelId;

use crate::http::App;
use crate::http::extract::{At, Json, Signed};
use crate::http::problem::Problem;

/// Changes a channel; what is left out stays, secrets too.
#[utoipa::path(patch, path = "/channels/{id}", tag = "channels", params(("id" = ChannelId, Path)),
    request_body = ChannelChange, responses((status = 200, body = ChannelView)))]
pub(super) async fn change(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ChannelId>,
    Json(change): Json<ChannelChange>,
) -> Result<Json<ChannelView>, Problem> {
    Ok(Json(app.desk().change_channel(signed.who(), id, change).await?))
}
