//! Whom a reply would go to.

use axum::extract::State;
use wissel_desk::tickets::Recipients;
use wissel_model::TicketId;

use crate::http::App;
use crate::http::extract::{At, Json, Signed};
use crate::http::problem::Problem;

/// Whom a reply goes to unless its writer says otherwise.
#[utoipa::path(get, path = "/tickets/{number}/recipients", tag = "tickets", params(("number" = TicketId, Path)),
    responses((status = 200, body = Recipients)))]
pub(super) async fn recipients(
    State(app): State<App>,
    signed: Signed,
    At(number): At<TicketId>,
) -> Result<Json<Recipients>, Problem> {
    Ok(Json(app.desk().recipients(signed.who(), number).await?))
}
