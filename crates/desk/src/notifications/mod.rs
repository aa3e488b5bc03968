//! Who is told of what beside what they see happen: given to me, an answer on mine, named in a comment, nobody available.
//!
//! A follower of the log writes it down ([`follow`]): whatever makes an event may make a notification, and no verb has
//! to wait for it. Begin reading at [`facts`], which says what an event means to whom.

mod choices;
mod facts;
mod follow;
mod list;
mod mail;
mod people;
mod read;
mod tell;

pub use choices::{ChoiceView, Choices};
pub use list::{NotificationPage, NotificationView, NotifiedTicket};
pub(crate) use mail::NOTICE;
pub(crate) use read::opened;
pub use read::{NotificationsRead, NotificationsSeen, Unread};
