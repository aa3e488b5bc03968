//! Contacts as a file.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, TryStreamExt, stream};
use serde::Deserialize;
use utoipa::IntoParams;
use wissel_desk::contacts::Filter;
use wissel_model::UserId;

use crate::http::App;
use crate::http::extract::{Query, Signed};
use crate::http::problem::Problem;

/// Which contacts.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Words of a name, a company or an address; of the last one its beginning will do.
    #[serde(default)]
    q: String,
    /// Only those whom this user looks after.
    owner: Option<UserId>,
    /// Only those of this company, in small or capital letters.
    company: Option<String>,
}

/// The contacts that the list shows, as CSV: with what parts cells in the reader's language, and with an apostrophe before
/// whatever a spreadsheet would run. It can be brought back as it is.
#[utoipa::path(get, path = "/contacts/export", tag = "contacts", params(Which),
    responses((status = 200, content_type = "text/csv", body = String)))]
pub(super) async fn export(
    State(app): State<App>,
    signed: Signed,
    Query(Which { q, owner, company }): Query<Which>,
) -> Result<Response, Problem> {
    let filter = Filter { owner, company: company.filter(|company| !company.is_empty()) };
    let (first, next) = app.desk().export_contacts(signed.who(), &q, filter.clone(), None).await?;
    // The rest is read while it is sent: nobody waits for all of it, and it is never in memory at once.
    let rest = stream::try_unfold(next, move |cursor| {
        let (app, signed, q, filter) = (app.clone(), signed.clone(), q.clone(), filter.clone());
        async move {
            let Some(cursor) = cursor else { return Ok(None) };
            let piece = app.desk().export_contacts(signed.who(), &q, filter, Some(cursor)).await;
            piece.map(|(text, next)| Some((Bytes::from(text), next)))
        }
    });
    let all = stream::once(async { Ok(Bytes::from(first)) }).chain(rest);
    let all = all.map_err(|error: wissel_model::Error| {
        tracing::warn!(%error, "an export broke off");
        std::io::Error::other("the export broke off")
    });
    Ok(csv("contacts.csv", Body::from_stream(all)))
}

/// A table to be saved.
pub(super) fn csv(name: &'static str, body: Body) -> Response {
    let how = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .expect("a name written here is a header's value");
    let headers: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, how),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    (headers, body).into_response()
}
