//! A changed contact.

use axum::extract::State;
use wissel_desk::contacts::ContactChange;
use wissel_desk::view::ContactView;
use wissel_model::ContactId;

use crate::http::App;
use crate::http::extract::{At, Json, Signed};
use crate::http::problem::Problem;

/// Changes a contact; what is left out stays. `"owner": null` takes the owner away.
#[utoipa::path(patch, path = "/contacts/{id}", tag = "contacts", params(("id" = ContactId, Path)),
    request_body = ContactChange, responses((status = 200, body = ContactView)))]
pub(super) async fn change(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ContactId>,
    Json(change): Json<ContactChange>,
) -> Result<Json<ContactView>, Problem> {
    Ok(Json(app.desk().change_contact(signed.who(), id, change).await?))
}
