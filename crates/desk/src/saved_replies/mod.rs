//! Saved replies: texts that are written again and again, everybody's or one's own, with placeholders.
//! Begin reading at [`placeholder`], which says what can stand in one.

mod change;
mod create;
mod delete;
mod fill;
mod list;
pub mod placeholder;

pub use change::SavedReplyChange;
pub use create::SavedReplyDraft;
