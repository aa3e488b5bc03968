//! Why a ticket is whose it is.

use axum::extract::State;
use wissel_desk::view::DecisionView;
use wissel_model::TicketId;

use crate::http::App;
use crate::http::answer::Items;
use crate::http::extract::{At, Json, Signed};
use crate::http::problem::Problem;

/// The decisions about a ticket, newest first.
#[utoipa::path(get, path = "/tickets/{number}/decisions", tag = "tickets", params(("number" = TicketId, Path)),
    responses((status = 200, body = Items<DecisionView>)))]
pub(super) async fn decisions(
    State(app): State<App>,
    signed: Signed,
    At(number): At<TicketId>,
) -> Result<Json<Items<DecisionView>>, Problem> {
    Ok(Json(app.desk().decisions(signed.who(), number).await?.into()))
}
