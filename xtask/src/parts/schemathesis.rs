//! schemathesis, somebody else's tool that asks an API everything its description allows, and what it does not.

use std::path::PathBuf;
use std::process::Command;

use super::{Outcome, debian, process, project};

/// In this version, installed for this project alone.
const PACKAGE: &str = "schemathesis==4.32.5";

/// Ready to be run against a server of its own: for so many seconds as an agent, and as many as an admin.
pub(crate) fn command(seconds: u64) -> Outcome<Command> {
    process::prepare(project::cargo().args(["build", "--package", "wissel"]))?;
    let mut command = Command::new(python()?);
    command
        .arg(project::root().join("fuzz/api.py"))
        .arg(project::target().join("debug/wissel"))
        .arg(project::root().join("docs/openapi.json"))
        .arg(seconds.to_string());
    Ok(command)
}

/// A Python that knows it.
fn python() -> Outcome<PathBuf> {
    let place = project::target().join("tools/schemathesis");
    let python = place.join("bin/python");
    let make = || process::prepare(Command::new("python3").args(["-m", "venv"]).arg(&place));
    if !python.exists()
        && let Err(reason) = make()
    {
        // Debian's Python comes without what makes them.
        debian::install(&["python3", "python3-venv"]).map_err(|how| format!("{reason} {how}"))?;
        make()?;
    }
    process::prepare(Command::new(&python).args(["-m", "pip", "install", "--quiet", PACKAGE]))?;
    Ok(python)
}
