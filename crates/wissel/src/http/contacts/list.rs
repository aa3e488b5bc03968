//! Contacts, a page at a time.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;
use wissel_desk::contacts::Filter;
use wissel_desk::view::{ContactView, Page, Part};
use wissel_model::UserId;

use crate::http::App;
use crate::http::extract::{Json, Query, Signed};
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
    /// Where the last page ended.
    cursor: Option<String>,
    /// How many, 1 to 200.
    limit: Option<i64>,
}

/// Contacts: all of them, the newest first, or those that have the words. While words are looked for, a page may be short,
/// even empty, and still have a next one.
#[utoipa::path(get, path = "/contacts", tag = "contacts", params(Which),
    responses((status = 200, body = Page<ContactView>)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(Which { q, owner, company, cursor, limit }): Query<Which>,
) -> Result<Json<Page<ContactView>>, Problem> {
    let filter = Filter { owner, company: company.filter(|company| !company.is_empty()) };
    Ok(Json(app.desk().contacts(signed.who(), &q, filter, Part { cursor, limit }).await?))
}
