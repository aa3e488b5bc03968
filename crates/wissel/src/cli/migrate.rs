//! `wissel migrate`: for whoever wants it done before the server starts, which does it as well.

use std::process::ExitCode;

use anyhow::Result;

use super::open;
use crate::config::Config;
use crate::data;

/// Makes the database, if need be, and brings it to this version's shape.
pub(super) async fn migrate(config: &Config) -> Result<ExitCode> {
    data::prepare(config)?;
    let db = open::alone(config).await?;
    let applied = open::up_to_date(&db).await?;
    match applied.now.as_slice() {
        [] => println!("the database has version {} already", applied.version),
        now => println!("the database has version {} now (applied: {now:?})", applied.version),
    }
    db.close().await;
    Ok(ExitCode::SUCCESS)
}
