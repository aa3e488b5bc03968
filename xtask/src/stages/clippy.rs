//! Does clippy have anything to say, with the bans of `clippy.toml`?

use crate::parts::{Outcome, process, project};
use crate::test::Bench;

pub(super) fn run(bench: &mut Bench) -> Outcome {
    let strict = ["--", "--deny", "warnings"];
    process::check(
        project::cargo().args(["clippy", "--workspace", "--all-targets"]).args(strict),
        &mut bench.tally,
    )?;
    // The black-box tests are no part of a plain `cargo test`, and so no part of "all targets" either.
    process::check(
        project::cargo().args(["clippy", "--package", "wissel", "--test", "blackbox"]).args(strict),
        &mut bench.tally,
    )
}
