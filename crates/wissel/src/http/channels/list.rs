//! Every channel.

use axum::extract::State;
use wissel_desk::view::ChannelView;

use crate::http::App;
use crate::http::answer::Items;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// All channels. Secrets are never shown.
#[utoipa::path(get, path = "/channels", tag = "channels", responses((status = 200, body = Items<ChannelView>)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
) -> Result<Json<Items<ChannelView>>, Problem> {
    Ok(Json(app.desk().channels(signed.who()).await?.into()))
}
