//! Two contacts who are one person.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use wissel_desk::contacts::MergeWith;
use wissel_desk::view::{MergePreview, Merged};
use wissel_model::{ContactId, MergeId};

use crate::http::App;
use crate::http::extract::{At, Json, Query, Signed};
use crate::http::problem::Problem;

/// With whom.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Whom {
    /// The contact who would go.
    with: ContactId,
}

/// What a merge would come to: both as they are, and the one who is left. Nothing is changed.
#[utoipa::path(get, path = "/contacts/{id}/merge", tag = "contacts", params(("id" = ContactId, Path), Whom),
    responses((status = 200, body = MergePreview)))]
pub(super) async fn preview(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ContactId>,
    Query(Whom { with }): Query<Whom>,
) -> Result<Json<MergePreview>, Problem> {
    Ok(Json(app.desk().preview_merge(signed.who(), id, with).await?))
}

/// Moves all that is the other contact's to this one. The other one's address leads here from then on.
#[utoipa::path(post, path = "/contacts/{id}/merge", tag = "contacts", params(("id" = ContactId, Path)),
    request_body = MergeWith, responses((status = 200, body = Merged)))]
pub(super) async fn merge(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ContactId>,
    Json(with): Json<MergeWith>,
) -> Result<Json<Merged>, Problem> {
    Ok(Json(app.desk().merge_contacts(signed.who(), id, with).await?))
}

/// Undoes a merge: what it moved goes back, what came in since stays here.
#[utoipa::path(post, path = "/contacts/{id}/merges/{merge}/undo", tag = "contacts",
    params(("id" = ContactId, Path), ("merge" = MergeId, Path)), responses((status = 200, body = Merged)))]
pub(super) async fn undo(
    State(app): State<App>,
    signed: Signed,
    At((id, merge)): At<(ContactId, MergeId)>,
) -> Result<Json<Merged>, Problem> {
    Ok(Json(app.desk().undo_merge(signed.who(), id, merge).await?))
}
