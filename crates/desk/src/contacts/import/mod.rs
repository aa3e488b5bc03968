//! Taking contacts in from a file: it is read and kept, each column is given a meaning, every row is tried without changing
//! anything, and then it is done. Trying and doing are the same work, so what was told before is what happens.

mod bring;
mod meaning;
mod plan;
mod run;
mod show;
mod verdict;

pub use bring::LARGEST;
pub use meaning::{Known, Meaning};
pub use plan::ImportPlan;
pub(crate) use run::IMPORT;
pub(super) use show::separator;
