//! One channel.

use axum::extract::State;
use wissel_desk::view::ChannelView;
use wissel_model::ChannelId;

use crate::http::App;
use crate::http::extract::{At, Json, Signed};
use crate::http::problem::Problem;

/// A channel.
#[utoipa::path(get, path = "/channels/{id}", tag = "channels", params(("id" = ChannelId, Path)),
    responses((status = 200, body = ChannelView)))]
pub(super) async fn get(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ChannelId>,
) -> Result<Json<ChannelView>, Problem> {
    Ok(Json(app.desk().channel(signed.who(), id).await?))
}
