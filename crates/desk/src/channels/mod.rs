//! Channels: connected sources of tickets, and the rule that says who gets what they bring.

mod change;
mod rule;
mod show;
mod try_rule;

pub use change::{ChannelChange, ChannelDraft, usable};
pub use try_rule::{MadeUp, Try};
