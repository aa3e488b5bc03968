//! One contact.

use axum::extract::State;
use wissel_desk::view::ContactView;
use wissel_model::ContactId;

use crate::http::App;
use crate::http::extract::{At, Json, Signed};
use crate::http::problem::Problem;

/// A contact with their latest tickets.
#[utoipa::path(get, path = "/contacts/{id}", tag = "contacts", params(("id" = ContactId, Path)),
    responses((status = 200, body = ContactView)))]
pub(super) async fn get(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ContactId>,
) -> Result<Json<ContactView>, Problem> {
    Ok(Json(app.desk().contact(signed.who(), id).await?))
}
