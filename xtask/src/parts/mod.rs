//! What more than one command or stage needs.

pub(crate) mod account;
pub(crate) mod debian;
pub(crate) mod pages;
pub(crate) mod postgres;
pub(crate) mod process;
pub(crate) mod project;
pub(crate) mod say;
pub(crate) mod schemathesis;
pub(crate) mod stamp;
pub(crate) mod tally;
pub(crate) mod watch;

/// Done, or a sentence that tells the reader what went wrong and what to do.
pub(crate) type Outcome<T = ()> = Result<T, String>;
