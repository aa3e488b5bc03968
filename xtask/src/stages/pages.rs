//! The pages: types, lint, unit tests, a build within its size budgets, and a lock file that names no server.

use std::fs;

use crate::parts::{Outcome, pages, process, project};
use crate::test::Bench;

pub(super) fn run(bench: &mut Bench) -> Outcome {
    if !pages::node_is_installed() {
        return Err(pages::NODE_IS_MISSING.to_owned());
    }
    bench.tally.count(lock_file_names_no_server())?;
    pages::install_when_changed()?;
    process::check(&mut pages::npm(&["run", "--silent", "check"]), &mut bench.tally)?;
    process::check(&mut pages::npm(&["run", "--silent", "test"]), &mut bench.tally)?;
    // The build fails by itself when a chunk is over its budget.
    bench.tally.count(pages::build_when_changed())
}

/// A lock file with download addresses works for whoever wrote it, and perhaps for nobody else.
fn lock_file_names_no_server() -> Outcome {
    let path = project::root().join("web/package-lock.json");
    let text = fs::read_to_string(&path)
        .map_err(|reason| format!("{} cannot be read: {reason}.", path.display()))?;
    match text.lines().find(|line| line.contains("\"resolved\"")) {
        None => Ok(()),
        Some(line) => Err(format!(
            "web/package-lock.json holds a download address ({}). Remove the file and write it anew \
             with `npm install --package-lock-only` in web/, where .npmrc leaves them out.",
            line.trim()
        )),
    }
}
