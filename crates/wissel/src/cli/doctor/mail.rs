//! The mail servers of every active channel let us in.

use anyhow::{Result, anyhow};
use wissel_model::{ChannelKind, Language};
use wissel_store::Db;
use wissel_store::channels::{self, Channel};

use super::Findings;
use crate::cli::open;
use crate::config::Config;
use crate::data;
use crate::net::check::{self, Checked};

/// What is wrong with a channel whose secrets were sealed with another key.
const SEALED: &str = "its stored secrets cannot be opened with this key file; enter them again or bring the right key file back";

/// Tries each.
pub(super) async fn servers(config: &Config, db: Db, findings: &mut Findings) {
    if let Err(error) = tried(config, db, findings).await {
        findings.note("channels", Err(error));
    }
}

async fn tried(config: &Config, db: Db, findings: &mut Findings) -> Result<()> {
    let stored = db.read(channels::all).await?;
    // Only a server makes a key: one made here would hide that it is missing. The key file's finding says the rest.
    let has_key = matches!(data::read_key(&config.data), Ok(Some(_)));
    let opened = if has_key {
        let base_url = config.base_url.clone().unwrap_or_default();
        open::desk(config, db, base_url).await?.mail_channels().await?
    } else {
        Vec::new()
    };
    let is_open = |channel: &Channel| opened.iter().any(|one| one.id == channel.id);
    let connected = |channel: &&Channel| channel.active && channel.kind == ChannelKind::Email;
    for channel in stored.iter().filter(connected).filter(|channel| !is_open(channel)) {
        if !channel.secrets.is_empty() {
            findings.note(&channel.name, Err(anyhow!("{SEALED}")));
        } else if has_key {
            findings
                .note(&channel.name, Err(anyhow!("its settings cannot be read; enter them again")));
        }
    }
    for channel in opened {
        let (imap, smtp) =
            check::connection(&channel.settings, &channel.secrets, &config.reach, Language::En)
                .await;
        findings.note(&format!("{}, mail in", channel.name), found(imap));
        findings.note(&format!("{}, mail out", channel.name), found(smtp));
    }
    Ok(())
}

fn found(checked: Checked) -> Result<String> {
    if checked.ok { Ok(checked.detail) } else { Err(anyhow!("{}", checked.detail)) }
}
