//! Handing waiting tickets out: read the line, ask the pure decision function, claim.
//!
//! Safety is [`claim`]'s alone: it re-checks every fact in the transaction that sets the owner. The state kept in
//! memory, and the lease that lets one process route at a time, are only there for speed.

mod claim;
mod pass;
mod people;
mod refresh;
mod run;
mod sentences;
mod shortly;
mod state;
mod tell;
mod told;
mod verify;

pub(crate) use people::{kind, roster};
pub use run::RouterHealth;
pub(crate) use sentences::Reader;
pub(crate) use shortly::shortly;
pub(crate) use told::{reader, shown, told};
pub use verify::Verified;
