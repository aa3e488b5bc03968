//! Tickets: one door in for every channel, and what people do with them.

mod assign;
mod attachments;
mod change;
mod comment;
mod conversation;
mod create;
mod decisions;
mod list;
mod make;
mod many;
mod reading;
mod reopen;
mod reply;
mod see;
mod show;
mod snooze;
mod spam;
mod statuses;
mod take_in;
mod together;

pub use assign::Assign;
pub use attachments::LARGEST;
pub use change::TicketChange;
pub use comment::NewComment;
pub use create::{ContactGiven, TicketDraft};
pub(crate) use list::place;
pub use many::{Changed, OneChange};
pub use reading::Reading;
pub use reply::Reply;
pub(crate) use see::{eyes, look, see, visible};
pub(crate) use show::{preview, rows};
pub(crate) use snooze::WAKE;
pub use spam::Block;
pub(crate) use statuses::{move_by_hand, move_to, moved, name as status_name};
pub(crate) use take_in::{Arrival, Arrived, enter_line, take_in};
pub(crate) use together::Queue;
