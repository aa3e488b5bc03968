//! `wissel user add`: a user with a password, without the pages.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;
use serde_json::json;
use wissel_desk::people::UserDraft;
use wissel_model::{Access, Language, Role};

use super::{open, word};
use crate::config::Config;

/// Who to make.
#[derive(Debug, Args)]
pub(super) struct Add {
    /// How they sign in
    #[arg(long)]
    email: String,
    /// What people call them
    #[arg(long)]
    name: String,
    /// What they may change
    #[arg(long, default_value = "agent",
        value_parser = word::of(Role::ALL, Role::as_str))]
    role: String,
    /// With a service seat, so that tickets can be routed to them
    #[arg(long)]
    seat: bool,
    /// Which tickets they see
    #[arg(long, default_value = "all",
        value_parser = word::of(Access::ALL, Access::as_str))]
    access: String,
    /// The language they read
    #[arg(long, default_value = "en",
        value_parser = word::of(Language::ALL, Language::as_str))]
    language: String,
    /// Their time zone, such as Europe/Amsterdam
    #[arg(long, default_value = "UTC")]
    time_zone: String,
}

/// Makes the user.
pub(super) async fn add(config: &Config, add: Add) -> Result<ExitCode> {
    let draft = draft(&add)?;
    let desk = open::desk_beside(config).await?;
    let password = password()?;
    let user = desk.add_user(draft, &password).await?;
    println!("user {} made: {} <{}>", user.id, user.name, user.email);
    Ok(ExitCode::SUCCESS)
}

/// The draft is read like a request's, so that both refuse the same.
fn draft(add: &Add) -> Result<UserDraft> {
    let told = json!({
        "email": add.email, "name": add.name, "role": add.role, "seat": add.seat, "access": add.access,
        "language": add.language, "time_zone": add.time_zone,
    });
    serde_json::from_value(told).context("that is no user")
}

/// One line of standard input. A terminal shows it: whoever minds pipes it in.
fn password() -> Result<String> {
    if std::io::stdin().is_terminal() {
        print!("Password (it will be visible): ");
        std::io::stdout().flush()?;
    }
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .context("the password cannot be read from standard input")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
