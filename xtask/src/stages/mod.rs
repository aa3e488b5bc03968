//! The stages of `cargo xtask test`, one file each, in the order in which they run.

use crate::parts::Outcome;
use crate::test::Bench;

mod api;
mod blackbox;
mod clippy;
mod format;
mod pages;
mod rust;
mod structure;

/// A named part of the checks.
pub(crate) struct Stage {
    pub(crate) name: &'static str,
    /// Needs servers or a browser, so `--quick` leaves it out.
    pub(crate) slow: bool,
    pub(crate) run: fn(&mut Bench) -> Outcome,
}

/// Every stage, the quickest to fail first.
pub(crate) const ALL: &[Stage] = &[
    Stage { name: "format", slow: false, run: format::run },
    Stage { name: "structure", slow: false, run: structure::run },
    Stage { name: "clippy", slow: false, run: clippy::run },
    Stage { name: "pages", slow: false, run: pages::run },
    Stage { name: "rust", slow: false, run: rust::run },
    Stage { name: "api", slow: true, run: api::run },
    Stage { name: "blackbox", slow: true, run: blackbox::run },
];
