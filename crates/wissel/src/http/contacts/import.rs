//! Contacts from a file.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;
use wissel_desk::contacts::{ImportPlan, LARGEST};
use wissel_desk::view::{ImportRowView, ImportView, Page, Part};
use wissel_model::{Error, ImportId};

use super::file::csv;
use crate::http::App;
use crate::http::answer::Created;
use crate::http::extract::{At, Json, Query, Signed, unread};
use crate::http::problem::Problem;

/// About the file.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct About {
    /// The file's name.
    name: String,
}

/// Reads a file of contacts (CSV with a row of names first, at most 10 MiB and 50,000 rows) and keeps it for a week. Nothing
/// else is changed.
#[utoipa::path(post, path = "/contacts/imports", tag = "contacts", params(About),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = ImportView)))]
pub(super) async fn bring(
    State(app): State<App>,
    signed: Signed,
    Query(about): Query<About>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Created<ImportView>, Problem> {
    let bytes = body.map_err(|why| match why.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge { limit: LARGEST as u64 }.into(),
        _ => unread(&why),
    })?;
    Ok(Created(app.desk().bring_contacts(signed.who(), &about.name, &bytes).await?))
}

/// How an import stands.
#[utoipa::path(get, path = "/contacts/imports/{id}", tag = "contacts", params(("id" = ImportId, Path)),
    responses((status = 200, body = ImportView)))]
pub(super) async fn get(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ImportId>,
) -> Result<Json<ImportView>, Problem> {
    Ok(Json(app.desk().contact_import(signed.who(), id).await?))
}

/// Begins to try every row, changing nothing: what would become of it, and why.
#[utoipa::path(post, path = "/contacts/imports/{id}/try", tag = "contacts", params(("id" = ImportId, Path)),
    request_body = ImportPlan, responses((status = 200, body = ImportView)))]
pub(super) async fn try_it(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ImportId>,
    Json(plan): Json<ImportPlan>,
) -> Result<Json<ImportView>, Problem> {
    Ok(Json(app.desk().try_import(signed.who(), id, plan).await?))
}

/// Begins to take the contacts in, as it was tried last.
#[utoipa::path(post, path = "/contacts/imports/{id}/run", tag = "contacts", params(("id" = ImportId, Path)),
    responses((status = 200, body = ImportView)))]
pub(super) async fn run(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ImportId>,
) -> Result<Json<ImportView>, Problem> {
    Ok(Json(app.desk().run_import(signed.who(), id).await?))
}

/// Which rows.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Only those that came to this: `made`, `changed`, `same` or `refused`.
    outcome: Option<String>,
    /// Where the last page ended.
    cursor: Option<String>,
    /// How many, 1 to 200.
    limit: Option<i64>,
}

/// The rows of a file, and what became of each.
#[utoipa::path(get, path = "/contacts/imports/{id}/rows", tag = "contacts", params(("id" = ImportId, Path), Which),
    responses((status = 200, body = Page<ImportRowView>)))]
pub(super) async fn rows(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ImportId>,
    Query(Which { outcome, cursor, limit }): Query<Which>,
) -> Result<Json<Page<ImportRowView>>, Problem> {
    let part = Part { cursor, limit };
    Ok(Json(app.desk().import_rows(signed.who(), id, outcome, part).await?))
}

/// The rows that were refused as a file, each with the reason.
#[utoipa::path(get, path = "/contacts/imports/{id}/errors", tag = "contacts", params(("id" = ImportId, Path)),
    responses((status = 200, content_type = "text/csv", body = String)))]
pub(super) async fn errors(
    State(app): State<App>,
    signed: Signed,
    At(id): At<ImportId>,
) -> Result<Response, Problem> {
    let text = app.desk().import_errors(signed.who(), id).await?;
    Ok(csv("contacts-refused.csv", text.into()))
}
