//! Contacts: who writes in, how to reach them, and who looks after them.

mod addresses;
mod change;
mod checks;
mod create;
mod export;
mod import;
mod list;
mod merge;
mod sentence;
mod timeline;

pub use addresses::AddressGiven;
pub use change::ContactChange;
pub use create::ContactDraft;
pub(crate) use import::IMPORT;
pub use import::{ImportPlan, Known, LARGEST, Meaning};
pub(crate) use list::called;
pub use merge::MergeWith;
pub use wissel_store::contacts::list::Filter;
