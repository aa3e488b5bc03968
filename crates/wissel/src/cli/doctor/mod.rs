//! `wissel doctor`: is everything here that the server needs, and if not, what to do about it.
//!
//! Every check is made, also after one that failed, as far as it can be. It may run beside the server.

mod books;
mod clock;
mod database;
mod mail;
mod places;

use std::process::ExitCode;

use anyhow::Result;

use super::{open, wrong};
use crate::config::Config;

/// What was found, as it is printed.
#[derive(Debug, Default)]
struct Findings {
    wrong: u32,
}

impl Findings {
    /// Prints one finding: what is well, or what is wrong and what to do.
    fn note(&mut self, what: &str, found: Result<String>) {
        match found {
            Ok(told) => println!("ok     {what}: {told}"),
            Err(error) => {
                self.wrong += 1;
                println!("WRONG  {what}: {}", wrong::line(&error));
            }
        }
    }
}

/// Fails when something is wrong.
pub(super) async fn doctor(config: &Config) -> Result<ExitCode> {
    let mut findings = Findings::default();
    findings.note(
        "settings",
        Ok(format!("data in {}, pages on {}", config.data.display(), config.listen)),
    );
    findings.note("data folder", places::folder(config));
    findings.note("key file", places::key(&config.data));
    findings.note("attachments", places::blobs(config).await);
    match open::beside(config).await {
        Ok(db) => {
            findings.note("database", database::version(&db).await);
            findings.note("clock", clock::skew(&db).await);
            books::audited(&db, &mut findings).await;
            mail::servers(config, db, &mut findings).await;
        }
        Err(error) => findings.note("database", Err(error)),
    }
    match findings.wrong {
        0 => println!("all is well"),
        n => println!("{n} to put right"),
    }
    Ok(if findings.wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
