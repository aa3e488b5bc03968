//! `cargo xtask fuzz`: hours of mad input, where the tests have moments.
//!
//! Each target in `fuzz/fuzz_targets` is run by cargo-fuzz over the corpus that `cargo test` replays, and over what
//! earlier runs have found, which is kept in `target/fuzz`. cargo-fuzz asks for flags that the stable compiler has and
//! does not show, so it is told to show them. `api` is schemathesis, over the wire.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::parts::{Outcome, process, project, say, schemathesis};

/// Each target and the crate whose tests hold it.
const TARGETS: [(&str, &str); 6] = [
    ("message", "channels"),
    ("session", "channels"),
    ("html", "channels"),
    ("quote", "channels"),
    ("settings", "channels"),
    ("query", "desk"),
];
/// The API, tried over the wire by somebody else's tool.
const API: &str = "api";
/// How long each is run when nobody says so.
const MINUTES: u64 = 10;
/// One input may take so many seconds, and so many megabytes.
const LIMITS: [&str; 2] = ["-timeout=10", "-rss_limit_mb=1024"];

/// Runs every target, or the one that is named.
pub(crate) fn fuzz(arguments: &[String]) -> Outcome {
    let (named, minutes) = read(arguments)?;
    if named.as_deref() == Some(API) {
        return api(minutes);
    }
    let chosen: Vec<_> = TARGETS
        .iter()
        .filter(|(name, _)| named.as_deref().is_none_or(|named| named == *name))
        .collect();
    if chosen.is_empty() {
        return Err(format!("There is no such target. The targets are {}.", names()));
    }
    install()?;
    for (target, owner) in chosen {
        say::title(&format!("{target}, {minutes} minutes"));
        run(target, owner, minutes)?;
    }
    if named.is_none() { api(minutes) } else { Ok(()) }
}

/// schemathesis against the real server: half of the time as an agent, half as an admin.
fn api(minutes: u64) -> Outcome {
    say::title(&format!("{API}, {minutes} minutes"));
    process::prepare(&mut schemathesis::command(minutes * 30)?)
}

fn read(arguments: &[String]) -> Result<(Option<String>, u64), String> {
    let (mut named, mut minutes) = (None, MINUTES);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if argument == "--minutes" {
            let given = rest.next().and_then(|given| given.parse().ok());
            minutes = given.ok_or("--minutes needs a whole number.")?;
        } else {
            named = Some(argument.clone());
        }
    }
    Ok((named, minutes))
}

fn names() -> String {
    TARGETS.map(|(name, _)| name).join(", ") + ", " + API
}

/// Where cargo-fuzz is, in the project's own folder of tools.
fn tools() -> PathBuf {
    project::target().join("tools")
}

fn install() -> Outcome {
    if tools().join("bin/cargo-fuzz").exists() {
        return Ok(());
    }
    process::prepare(
        project::cargo().args(["install", "cargo-fuzz", "--locked", "--root"]).arg(tools()),
    )
}

fn run(target: &str, owner: &str, minutes: u64) -> Outcome {
    let folder = project::target().join("fuzz");
    let (found, failed) = (folder.join("corpus").join(target), folder.join("failed").join(target));
    for made in [&found, &failed] {
        fs::create_dir_all(made).map_err(|reason| format!("{}: {reason}", made.display()))?;
    }
    let ours = project::root().join("crates").join(owner).join("tests/fuzz/corpus").join(target);
    let mut fuzz = Command::new(tools().join("bin/cargo-fuzz"));
    fuzz.current_dir(project::root())
        .env("RUSTC_BOOTSTRAP", "1")
        .args(["run", "--sanitizer", "none", "--target-dir"])
        .arg(&folder)
        .arg(target)
        .args([found, ours])
        .arg("--")
        .arg(format!("-max_total_time={}", minutes * 60))
        .arg(format!("-artifact_prefix={}/", failed.display()))
        .args(LIMITS);
    process::prepare(&mut fuzz)
}
