//! Work that follows what happened: mails out, notes to owners. At least once; every handler can run again.

mod dead;
mod failed;
mod run;
mod tidy;

pub use dead::JobView;
pub(crate) use failed::Failed;
