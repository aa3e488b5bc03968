//! What happens, as it happens: the event log for those who look on.

mod follow;
mod followed;
mod sentence;

pub use follow::EventView;
pub use followed::Followed;
pub(crate) use sentence::event_sentence;
