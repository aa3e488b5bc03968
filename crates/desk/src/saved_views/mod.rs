//! Views of people's own making: a filter under a name, for oneself, for a team, or for everybody.

mod change;
mod filter;
mod list;
mod page;

pub use change::SavedViewDraft;
pub use filter::Filter;
pub(crate) use page::page;
