//! `cargo xtask dist`: what is handed to somebody who wants to run Wissel and not build it.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::parts::{Outcome, pages, process, project, say};

/// Builds the pages and a release binary that carries them, and puts both with their checksums in `target/dist`.
pub(crate) fn dist(rest: &[String]) -> Outcome {
    if let Some(unknown) = rest.first() {
        return Err(format!("dist takes no argument, and {unknown:?} was given."));
    }
    if !pages::node_is_installed() {
        return Err(format!(
            "{} A release without its pages is of no use.",
            pages::NODE_IS_MISSING
        ));
    }
    pages::build_when_changed()?;
    process::prepare(project::cargo().args([
        "build",
        "--release",
        "--locked",
        "--package",
        "wissel",
        "--bin",
        "wissel",
    ]))?;

    let folder = project::target().join("dist");
    let problem = |reason| format!("{} cannot be filled: {reason}.", folder.display());
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(problem)?;
    }
    fs::create_dir_all(&folder).map_err(problem)?;
    fs::copy(project::target().join("release/wissel"), folder.join("wissel")).map_err(problem)?;
    for document in ["LICENSE", "README.md"] {
        fs::copy(project::root().join(document), folder.join(document)).map_err(problem)?;
    }
    write_checksums(&folder)?;
    say::line(&format!("Ready in {}.", folder.display()));
    Ok(())
}

/// One line a file, in the format that `sha256sum --check` reads.
fn write_checksums(folder: &Path) -> Outcome {
    let files = ["LICENSE", "README.md", "wissel"];
    let mut attempts = [("sha256sum", &[][..]), ("shasum", &["-a", "256"][..])].into_iter();
    let output = attempts
        .find_map(|(program, options)| {
            Command::new(program).args(options).args(files).current_dir(folder).output().ok()
        })
        .filter(|output| output.status.success())
        .ok_or("Neither sha256sum nor shasum could be run, so there are no checksums.")?;
    fs::write(folder.join("SHA256SUMS"), output.stdout)
        .map_err(|reason| format!("SHA256SUMS cannot be written: {reason}."))
}
