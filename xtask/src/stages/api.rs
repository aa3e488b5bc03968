//! Does the API do what its description says, and nothing that it does not? A moment of `cargo xtask fuzz api`, with the
//! same seed each time.

use crate::parts::{Outcome, process, schemathesis};
use crate::test::Bench;

/// For the agent, and again for the admin.
const SECONDS: u64 = 30;

pub(super) fn run(bench: &mut Bench) -> Outcome {
    let mut command = schemathesis::command(SECONDS)?;
    process::check(&mut command, &mut bench.tally)
}
