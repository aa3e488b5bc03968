//! The pages: installing what they need and building them, each only when something changed.

use std::process::{Command, Stdio};

use super::{Outcome, process, project, say, stamp::Stamp};

/// Said wherever Node is needed and absent.
pub(crate) const NODE_IS_MISSING: &str = "node and npm were not found. The pages need Node 20.19 or later (below 23) with npm: https://nodejs.org.";

pub(crate) fn node_is_installed() -> bool {
    ["node", "npm"].iter().all(|program| {
        Command::new(program)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    })
}

/// npm in the folder of the pages.
pub(crate) fn npm(arguments: &[&str]) -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(project::root().join("web")).args(arguments);
    npm
}

/// `npm ci`, unless the lock file is the one it was last done for.
pub(crate) fn install_when_changed() -> Outcome {
    let web = project::root().join("web");
    let stamp = Stamp::of("installed", &[web.join("package-lock.json")], &[])?;
    if stamp.is_current() && web.join("node_modules").is_dir() {
        return Ok(());
    }
    process::prepare(&mut npm(&["ci", "--no-audit", "--no-fund"]))?;
    stamp.set()
}

/// `vite build`, unless the pages and their texts are the ones it was last done for.
pub(crate) fn build_when_changed() -> Outcome {
    install_when_changed()?;
    let root = project::root();
    // The screenshots and the browser tests are no part of what is built.
    let skipped = ["node_modules", "dist", "e2e"];
    let stamp = Stamp::of("built", &[root.join("web"), root.join("locales")], &skipped)?;
    if stamp.is_current() && root.join("web/dist/index.html").is_file() {
        say::line("The pages are as they were built last.");
        return Ok(());
    }
    process::prepare(&mut npm(&["run", "--silent", "build"]))?;
    stamp.set()
}
