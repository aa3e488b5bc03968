//! The real process among real parts: Dovecot, swaks, smtp-sink, PostgreSQL and a browser.

use crate::parts::{Outcome, debian, pages, postgres, process, project};
use crate::test::Bench;

/// Each test starts several servers; more at once would make the two-second promises a test of the machine.
const AT_ONCE: &str = "2";

pub(super) fn run(bench: &mut Bench) -> Outcome {
    debian::install_when_missing(debian::BLACK_BOX)?;
    if !pages::node_is_installed() {
        return Err(pages::NODE_IS_MISSING.to_owned());
    }
    pages::build_when_changed()?;
    let url = bench.postgres()?;
    let only = ["--package", "wissel", "--test", "blackbox"];
    let mut tests = project::cargo();
    if project::nextest_is_installed() {
        tests
            .args(["nextest", "run", "--profile", "blackbox"])
            .args(only)
            .args(["--test-threads", AT_ONCE]);
    } else {
        tests.arg("test").args(only).args(["--", "--test-threads", AT_ONCE]);
    }
    process::check(tests.env(postgres::VARIABLE, url), &mut bench.tally)
}
