//! Many connections are many open files.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Asks the system for as many open files as this process may have.
pub(crate) fn raise() {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    setrlimit(Resource::Nofile, raised).expect("up to the maximum is allowed");
    assert!(limit.maximum.is_none_or(|most| most >= 4_096), "this test needs 4096 open files");
}
