//! How the server and its surroundings are doing: what works, what does not, since when, and what to do about it.
//!
//! [`board`] keeps what this process knows of itself; [`channel`] is what is stored of a channel, for all processes;
//! [`report`] puts both together for whoever may know.

mod after;
mod board;
mod channel;
mod report;

pub(crate) use board::Board;
pub use board::State;
pub use channel::{ChannelHealth, Flow, FlowState, News, Way};
pub use report::{HealthView, PartChannel, PartView};
