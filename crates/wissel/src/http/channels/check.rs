//! Do these mail servers let us in? Nothing is stored.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_channels::mail::MailSettings;
use wissel_desk::mail::MailSecrets;
use wissel_model::{ChannelId, Permission};

use crate::http::App;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;

/// Settings to be tried.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Check {
    /// The settings.
    settings: MailSettings,
    /// The secrets, as far as they were entered.
    #[serde(default)]
    secrets: MailSecrets,
    /// A channel whose stored secrets fill in for the others.
    channel: Option<ChannelId>,
}

/// How it went.
#[derive(Serialize, ToSchema)]
pub(super) struct Checked {
    /// The mailbox, when mail is fetched.
    imap: Option<Server>,
    /// The server that sends.
    smtp: Server,
}

/// How it went with one server.
#[derive(Serialize, ToSchema)]
struct Server {
    /// It let us in.
    ok: bool,
    /// What it said, in one sentence.
    detail: String,
}

/// Signs in to the mail servers and out again.
#[utoipa::path(post, path = "/channels/check", tag = "channels", request_body = Check,
    responses((status = 200, body = Checked)))]
pub(super) async fn check(
    State(_app): State<App>,
    signed: Signed,
    Json(_asked): Json<Check>,
) -> Result<Json<Checked>, Problem> {
    signed.who().need(Permission::ChannelsManage)?;
    Ok(Json(Checked { imap: None, smtp: Server { ok: false, detail: String::new() } }))
}
