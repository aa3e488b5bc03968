//! The tests of every crate, on SQLite and on PostgreSQL.

use crate::parts::{Outcome, debian, postgres, process, project};
use crate::test::Bench;

/// Makes a test fail that would be content with SQLite alone.
const BOTH_DATABASES: (&str, &str) = ("WISSEL_TEST_REQUIRE_POSTGRES", "1");
/// Makes a test fail that would be content without the mail servers it is about.
const ALL_PARTS: (&str, &str) = ("WISSEL_TEST_REQUIRE_PARTS", "1");

pub(super) fn run(bench: &mut Bench) -> Outcome {
    debian::install_when_missing(debian::BLACK_BOX)?;
    let url = bench.postgres()?;
    // xtask's own tests are the stage "structure".
    let everything = ["--workspace", "--exclude", "xtask"];
    if !project::nextest_is_installed() {
        let mut tests = project::cargo();
        tests
            .arg("test")
            .args(everything)
            .env(postgres::VARIABLE, url)
            .env(BOTH_DATABASES.0, BOTH_DATABASES.1)
            .env(ALL_PARTS.0, ALL_PARTS.1);
        return process::check(&mut tests, &mut bench.tally);
    }
    let mut tests = project::cargo();
    tests
        .args(["nextest", "run", "--no-tests", "pass"])
        .args(everything)
        .env(postgres::VARIABLE, url)
        .env(BOTH_DATABASES.0, BOTH_DATABASES.1)
        .env(ALL_PARTS.0, ALL_PARTS.1);
    process::check(&mut tests, &mut bench.tally)?;
    // nextest leaves out the examples in doc comments.
    process::check(
        project::cargo().args(["test", "--doc", "--quiet"]).args(everything),
        &mut bench.tally,
    )
}
