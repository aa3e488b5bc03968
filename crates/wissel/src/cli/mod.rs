//! The command line: a file per command.

mod backup;
mod backup_file;
mod doctor;
mod explain;
mod migrate;
mod open;
mod restore;
mod serve;
mod user_add;
mod verify_decisions;
mod word;
mod wrong;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::config::{Config, Options};
use crate::telemetry;

/// A help desk that sends every ticket to the right person, and can say why.
#[derive(Debug, Parser)]
#[command(name = "wissel", version, about)]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the server until it is asked to stop
    Serve,
    /// Brings the database to this version's shape
    Migrate,
    /// Users
    #[command(subcommand)]
    User(User),
    /// Says why a ticket is whose it is
    Explain(explain::Explain),
    /// Works every stored routing decision out again and compares
    VerifyDecisions,
    /// Checks the installation and says what to fix
    Doctor,
    /// Copies database, attachments and key to one file while the server runs
    Backup(backup::Backup),
    /// Puts a backup back, where there is nothing yet
    Restore(restore::Restore),
}

#[derive(Debug, Subcommand)]
enum User {
    /// Makes a user; the password is read from standard input
    Add(user_add::Add),
}

/// Runs the program: 0 when it did what was asked, 1 when it could not, 2 when it was asked wrongly.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return wrong::asked(&error),
    };
    telemetry::start();
    let config = match Config::read(cli.options) {
        Ok(config) => config,
        Err(error) => return wrong::configured(&error),
    };
    let runtime = tokio::runtime::Runtime::new().expect("the system has threads and a poller");
    match runtime.block_on(perform(cli.command, config)) {
        Ok(code) => code,
        Err(error) => wrong::done(&error),
    }
}

async fn perform(command: Command, config: Config) -> Result<ExitCode> {
    match command {
        Command::Serve => serve::serve(config).await,
        Command::Migrate => migrate::migrate(&config).await,
        Command::User(User::Add(add)) => user_add::add(&config, add).await,
        Command::Explain(explain) => explain::explain(&config, &explain).await,
        Command::VerifyDecisions => verify_decisions::verify(&config).await,
        Command::Doctor => doctor::doctor(&config).await,
        Command::Backup(backup) => backup::backup(&config, &backup).await,
        Command::Restore(restore) => restore::restore(&config, &restore).await,
    }
}
