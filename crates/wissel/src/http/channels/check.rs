//! Do these mail servers let us in? Nothing is stored.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_channels::mail::MailSettings;
use wissel_channels::mail::settings::Receive;
use wissel_desk::channels::usable;
use wissel_desk::mail::MailSecrets;
use wissel_model::{ChannelId, Permission};

use crate::http::App;
use crate::http::extract::{Json, Signed};
use crate::http::problem::Problem;
use crate::net::check::{self, Checked};

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
pub(super) struct MailCheck {
    /// The mailbox, when mail is fetched.
    imap: Option<Checked>,
    /// The server that sends.
    smtp: Checked,
}

/// Signs in to the mail servers and out again.
#[utoipa::path(post, path = "/channels/check", tag = "channels", request_body = Check,
    responses((status = 200, body = MailCheck)))]
pub(super) async fn check(
    State(app): State<App>,
    signed: Signed,
    Json(asked): Json<Check>,
) -> Result<Json<MailCheck>, Problem> {
    signed.who().need(Permission::ChannelsManage)?;
    usable(&asked.settings)?;
    let secrets = secrets(&app, &asked).await?;
    let (imap, smtp) =
        check::connection(&asked.settings, &secrets, app.reach(), signed.who().language).await;
    let fetched = asked.settings.receive == Receive::Imap;
    Ok(Json(MailCheck { imap: fetched.then_some(imap), smtp }))
}

/// What was entered, over what is stored. Stored secrets go to the servers they were stored for, and nowhere else.
async fn secrets(app: &App, asked: &Check) -> wissel_model::Result<MailSecrets> {
    let Some(id) = asked.channel else { return Ok(asked.secrets.clone()) };
    let known = app.desk().mail_channels().await?.into_iter().find(|channel| channel.id == id);
    let servers = |settings: &MailSettings| {
        let token = settings.oauth2.as_ref().map(|oauth2| oauth2.token_url.clone());
        (settings.imap.host.clone(), settings.smtp.host.clone(), token)
    };
    Ok(match known.filter(|known| servers(&known.settings) == servers(&asked.settings)) {
        Some(known) => known.secrets.changed(asked.secrets.clone()),
        None => asked.secrets.clone(),
    })
}
