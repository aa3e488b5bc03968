//! `wissel doctor`: is everything here that the server needs, and if not, what to do.
use std::process::ExitCode;
use anyhow::Result;
use crate::config::Config;
pub(super) async fn doctor(_config: &Config) -> Result<ExitCode> { Ok(ExitCode::SUCCESS) }
