//! One contact.

use axum::extract::State;
use axum::response::Response;
use wissel_desk::view::ContactView;
use wissel_model::ContactId;

use super::versioned;
use crate::http::App;
use crate::http::extract::{At, Signed};
use crate::http::problem::Problem;

/// A contact with their latest tickets.
#[utoipa::path(get, path = "/contacts/{id}", tag = "contacts", params(("id" = ContactId, Path)),
    responses((status = 200, body = ContactView)))]
pub(super) async fn get(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ContactId>,
) -> Result<Response, Problem> {
    Ok(versioned(app.desk().contact(signed.who(), id).await?))
}
