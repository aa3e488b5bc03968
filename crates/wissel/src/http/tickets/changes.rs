//! Many tickets at once.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_desk::tickets::{Changed, OneChange};

use crate::http::App;
use crate::http::answer::Items;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// What is to change.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Changes {
    /// A change for each ticket, at most one for each.
    #[schema(min_items = 1, max_items = 100)]
    items: Vec<OneChange>,
}

/// Changes many tickets at once; each answer brings what takes it back.
#[utoipa::path(post, path = "/tickets/changes", tag = "tickets", request_body = Changes,
    responses((status = 200, body = Items<Changed>)))]
pub(super) async fn changes(
    State(app): State<App>,
    signed: Signed,
    Json(Changes { items }): Json<Changes>,
) -> Result<Json<Items<Changed>>, Problem> {
    Ok(Json(app.desk().change_tickets(signed.who(), items).await?.into()))
}
