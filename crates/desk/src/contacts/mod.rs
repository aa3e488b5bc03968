//! Contacts: who writes in, how to reach them, and who looks after them.

mod change;
mod list;

pub use change::{ContactChange, ContactDraft};
