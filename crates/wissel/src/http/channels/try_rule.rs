//! Who would get it, and why. Nothing is written.

use axum::extract::State;
use wissel_desk::channels::Try;
use wissel_desk::view::DecisionView;
use wissel_model::ChannelId;

use crate::http::App;
use crate::http::extract::{At, Json, Signed};
use crate::http::problem::Problem;

/// Tries a rule, the one in force or the one given, on a ticket that exists or is made up.
#[utoipa::path(post, path = "/channels/{id}/try", tag = "channels", params(("id" = ChannelId, Path)),
    request_body = Try, responses((status = 200, body = DecisionView)))]
pub(super) async fn try_rule(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ChannelId>,
    Json(asked): Json<Try>,
) -> Result<Json<DecisionView>, Problem> {
    Ok(Json(app.desk().try_rule(signed.who(), id, asked).await?))
}
