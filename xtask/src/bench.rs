//! `cargo xtask bench`: what the product costs, as ratios to ceilings measured in the same run.

use crate::parts::{Outcome, debian, pages, postgres, process, project};

/// Builds the server with its pages and the bench, and runs the groups of figures whose names contain one of `rest`.
pub(crate) fn bench(rest: &[String]) -> Outcome {
    debian::install_when_missing(debian::DATABASE)?;
    if pages::node_is_installed() {
        pages::build_when_changed()?;
    }
    process::prepare(project::cargo().args([
        "build",
        "--profile",
        "measure",
        "--package",
        "wissel",
        "--package",
        "wissel-bench",
    ]))?;
    let scratch = postgres::Scratch::start()?;
    let mut bench = std::process::Command::new(project::target().join("measure/wissel-bench"));
    bench.args(rest).env(postgres::VARIABLE, &scratch.url);
    process::prepare(&mut bench)
}
