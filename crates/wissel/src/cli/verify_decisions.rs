//! `wissel verify-decisions`: every stored decision, worked out again from what was stored with it.

use std::process::ExitCode;

use anyhow::Result;

use super::open;
use crate::config::Config;

/// Succeeds when each came out the same.
pub(super) async fn verify(config: &Config) -> Result<ExitCode> {
    let desk = open::desk_beside(config).await?;
    let verified = desk.verify_decisions().await?;
    for wrong in &verified.wrong {
        println!("{wrong}");
    }
    println!("{} decisions checked, {} wrong", verified.checked, verified.wrong.len());
    Ok(if verified.wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
