//! What lists of tickets are made with: statuses, tags, and how much each view holds.

use axum::extract::State;
use wissel_desk::view::{StatusView, ViewCount};

use crate::http::App;
use crate::http::answer::Items;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// The pipeline, in order.
#[utoipa::path(get, path = "/statuses", tag = "tickets", responses((status = 200, body = Items<StatusView>)))]
pub(super) async fn statuses(
    State(app): State<App>,
    signed: Signed,
) -> Result<Json<Items<StatusView>>, Problem> {
    Ok(Json(app.desk().statuses(signed.who()).await?.into()))
}

/// Tags in use, most used first.
#[utoipa::path(get, path = "/tags", tag = "tickets", responses((status = 200, body = Items<String>)))]
pub(super) async fn tags(
    State(app): State<App>,
    signed: Signed,
) -> Result<Json<Items<String>>, Problem> {
    Ok(Json(app.desk().tags(signed.who()).await?.into()))
}

/// How many tickets each view of the sidebar holds.
#[utoipa::path(get, path = "/views", tag = "tickets", responses((status = 200, body = Items<ViewCount>)))]
pub(super) async fn views(
    State(app): State<App>,
    signed: Signed,
) -> Result<Json<Items<ViewCount>>, Problem> {
    Ok(Json(app.desk().view_counts(signed.who()).await?.into()))
}
