//! A changed contact.

use axum::extract::State;
use axum::response::Response;
use wissel_desk::contacts::ContactChange;
use wissel_desk::view::ContactView;
use wissel_model::{ContactId, Error};

use super::versioned;
use crate::http::App;
use crate::http::extract::{At, IfMatch, Json, Signed};
use crate::http::problem::Problem;

/// Changes a contact; what is left out stays. `"owner": null` takes the owner away; `addresses` is the whole list, the
/// first one first.
#[utoipa::path(patch, path = "/contacts/{id}", tag = "contacts",
    params(("id" = ContactId, Path), ("If-Match" = Option<String>, Header, description = "The version it changes")),
    request_body = ContactChange,
    responses((status = 200, body = ContactView), (status = 412, description = "`contact.changed`, with `current`")))]
pub(super) async fn change(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ContactId>,
    IfMatch(version): IfMatch,
    Json(change): Json<ContactChange>,
) -> Result<Response, Problem> {
    match app.desk().change_contact(signed.who(), id, change, version).await {
        Err(error @ Error::Changed { .. }) => {
            let current = app.desk().contact(signed.who(), id).await?;
            Err(Problem::from(error).standing(&current))
        }
        answer => Ok(versioned(answer?)),
    }
}
