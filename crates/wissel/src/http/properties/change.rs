//! A changed property.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use wissel_desk::properties::PropertyChange;
use wissel_desk::view::PropertyView;
use wissel_model::{Error, PropertyId};

use crate::http::App;
use crate::http::answer::Versioned;
use crate::http::extract::{At, IfMatch, Json, Signed};
use crate::http::problem::Problem;

/// Changes, retires or brings back a property; what is left out stays.
#[utoipa::path(patch, path = "/properties/{id}", tag = "properties",
    params(("id" = PropertyId, Path), ("If-Match" = Option<String>, Header, description = "The version it changes")),
    request_body = PropertyChange,
    responses((status = 200, body = PropertyView), (status = 412, description = "`property.changed`, with `current`")))]
pub(super) async fn change(
    State(app): State<App>,
    signed: Signed,
    At(id): At<PropertyId>,
    IfMatch(version): IfMatch,
    Json(change): Json<PropertyChange>,
) -> Result<Response, Problem> {
    let answer = match app.desk().change_property(signed.who(), id, change, version).await {
        Err(error @ Error::Changed { .. }) => {
            let all = app.desk().properties(signed.who()).await?;
            let current = all.into_iter().find(|one| one.id == id);
            return Err(Problem::from(error).standing(&current));
        }
        answer => answer?,
    };
    let version = answer.version;
    Ok(Versioned(answer, version).into_response())
}
