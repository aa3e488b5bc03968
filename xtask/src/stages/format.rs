//! Is every Rust file as rustfmt would write it?

use crate::parts::{Outcome, process, project};
use crate::test::Bench;

pub(super) fn run(bench: &mut Bench) -> Outcome {
    process::check(project::cargo().args(["fmt", "--all", "--check"]), &mut bench.tally)
}
