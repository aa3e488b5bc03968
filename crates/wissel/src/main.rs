//! The `wissel` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    wissel::cli::run()
}
