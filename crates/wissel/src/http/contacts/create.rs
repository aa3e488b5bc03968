//! A new contact.

use axum::extract::State;
use wissel_desk::contacts::ContactDraft;
use wissel_desk::view::ContactView;

use crate::http::App;
use crate::http::answer::Created;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// Makes a contact.
#[utoipa::path(post, path = "/contacts", tag = "contacts", request_body = ContactDraft,
    responses((status = 201, body = ContactView)))]
pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    Json(draft): Json<ContactDraft>,
) -> Result<Created<ContactView>, Problem> {
    Ok(Created(app.desk().create_contact(signed.who(), draft).await?))
}
