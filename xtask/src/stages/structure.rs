//! Do the crates, files and texts keep to the rules that `docs/ARCHITECTURE.md` states? The rules are xtask's own tests.

use crate::parts::{Outcome, process, project};
use crate::test::Bench;

pub(super) fn run(bench: &mut Bench) -> Outcome {
    process::check(
        project::cargo().args(["test", "--quiet", "--package", "xtask"]),
        &mut bench.tally,
    )
}
