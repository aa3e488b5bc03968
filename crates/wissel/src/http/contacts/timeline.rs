//! What went on with a contact.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use wissel_desk::view::{Page, Part, TimelineEntry};
use wissel_model::ContactId;

use crate::http::App;
use crate::http::extract::{At, Json, Query, Signed};
use crate::http::problem::Problem;

/// Which part.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Where the last page ended.
    cursor: Option<String>,
    /// How many, 1 to 200.
    limit: Option<i64>,
}

/// A contact's tickets with their last words, and what was changed of the contact, the latest first. A page may be short,
/// even empty, and still have a next one: tickets that one may not see are left out.
#[utoipa::path(get, path = "/contacts/{id}/timeline", tag = "contacts", params(("id" = ContactId, Path), Which),
    responses((status = 200, body = Page<TimelineEntry>)))]
pub(super) async fn timeline(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ContactId>,
    Query(Which { cursor, limit }): Query<Which>,
) -> Result<Json<Page<TimelineEntry>>, Problem> {
    Ok(Json(app.desk().contact_timeline(signed.who(), id, Part { cursor, limit }).await?))
}
