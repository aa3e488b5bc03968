//! The `wissel` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    wissel_wissel::cli::run()
}
