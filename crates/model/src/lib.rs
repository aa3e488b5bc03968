//! The nouns of a help desk: ids, people, tickets, channels, events, error kinds, permissions and the clock's face.
//! It never knows SQL, HTTP or a real clock. Begin reading at [`ticket`].

pub mod channel;
pub mod clock;
pub mod error;
pub mod event;
mod ids;
pub mod notification;
pub mod permission;
pub mod property;
pub mod ticket;
pub mod user;
mod words;

pub use channel::{AddressKind, ChannelKind};
pub use clock::{Clock, FixedClock};
pub use error::{Error, FieldError, Result};
pub use event::{Actor, EventKind};
pub use ids::*;
pub use notification::NotificationKind;
pub use permission::{Permission, Who};
pub use property::{AppliesTo, PropertyKind};
pub use ticket::{Direction, MessageState, Owner, Priority, Sharing};
pub use user::{Access, Availability, Choice, Language, Membership, Presence, Role};
