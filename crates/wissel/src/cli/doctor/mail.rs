//! The mail servers of every active channel let us in.

use anyhow::{Result, anyhow};
use wissel_store::Db;

use super::Findings;
use crate::cli::open;
use crate::config::Config;
use crate::net::check::{self, Checked};

/// Tries each.
pub(super) async fn servers(config: &Config, db: Db, findings: &mut Findings) {
    let channels = match open::desk(config, db, config.base_url.clone().unwrap_or_default()) {
        Ok(desk) => desk.mail_channels().await,
        // The key file's finding says it already.
        Err(_) => return,
    };
    match channels {
        Ok(channels) => {
            for channel in channels {
                let (imap, smtp) = check::connection(&channel.settings, &channel.secrets).await;
                findings.note(&format!("{}, mail in", channel.name), found(imap));
                findings.note(&format!("{}, mail out", channel.name), found(smtp));
            }
        }
        Err(error) => findings.note("channels", Err(error.into())),
    }
}

fn found(checked: Checked) -> Result<String> {
    if checked.ok { Ok(checked.detail) } else { Err(anyhow!("{}", checked.detail)) }
}
