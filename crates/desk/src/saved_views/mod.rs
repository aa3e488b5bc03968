//! Views of people's own making: a filter under a name, for oneself, for a team, or for everybody.

mod asked;
mod change;
mod count;
mod filter;
mod kept;
mod list;
mod looked;
mod order;
mod page;

pub use asked::PropertyAsked;
pub use change::SavedViewDraft;
pub(crate) use count::Lately;
pub use filter::Filter;
pub use order::Order;
pub(crate) use page::page;
