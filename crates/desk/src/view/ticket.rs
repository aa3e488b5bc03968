//! Tickets as shown.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use wissel_model::{BlockedId, ChannelId, ChannelKind, ContactId, Priority, TeamId, TicketId};

use super::{Named, PropertyHeld};

/// A ticket as a row of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TicketRow {
    /// Its number.
    pub number: TicketId,
    /// Rises with every change; a change may name it in `If-Match`.
    pub version: i64,
    /// What it is about.
    pub subject: String,
    /// Key of its status.
    pub status: String,
    /// How urgent it is.
    pub priority: Priority,
    /// Where it came in.
    pub channel: ChannelName,
    /// Who asks.
    pub contact: ContactName,
    /// Whose it is.
    pub owner: Option<OwnerName>,
    /// The team it is listed under.
    pub team: Option<TeamId>,
    /// First words of the last message.
    pub preview: String,
    /// Since when, and why, routing finds nobody for it.
    pub nobody: Option<Nobody>,
    /// When it came in.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When something last happened.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
    /// Its tags.
    pub tags: Vec<String>,
    /// The properties that are filled in, in the properties' order.
    pub properties: Vec<PropertyHeld>,
    /// Until when it sleeps.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub snoozed_until: Option<Timestamp>,
    /// Whether nobody wants it.
    pub spam: bool,
    /// Whether the contact wrote since the reader last looked.
    pub unread: bool,
    /// Whether the reader follows it.
    pub followed: bool,
}

/// A ticket.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TicketView {
    /// All that a row shows.
    #[serde(flatten)]
    pub row: TicketRow,
    /// When it was closed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub closed_at: Option<Timestamp>,
    /// The closed ticket that it follows up.
    pub follows: Option<TicketId>,
    /// The ticket it goes on in, when it was merged.
    pub merged_into: Option<TicketId>,
    /// The tickets that go on in it.
    pub merged: Vec<TicketId>,
    /// The user who looks after the contact.
    pub contact_owner: Option<Named>,
    /// Its place in the waiting line.
    pub waiting: Option<WaitingView>,
    /// What the reader may do with it: `reply`, `comment`, `assign`, `change`.
    pub allowed: Vec<&'static str>,
}

/// The channel of a ticket.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChannelName {
    /// Its id.
    pub id: ChannelId,
    /// Its kind.
    pub kind: ChannelKind,
    /// Its name.
    pub name: String,
}

/// The contact of a ticket.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ContactName {
    /// Their id.
    pub id: ContactId,
    /// Their name, or else their address.
    pub name: String,
    /// Their first e-mail address.
    pub email: Option<String>,
    /// Where they work.
    pub company: Option<String>,
}

/// Whose a ticket is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OwnerName {
    /// `user` or `team`.
    pub kind: &'static str,
    /// Their id.
    pub id: i64,
    /// Their name.
    pub name: String,
}

/// Routing finds nobody.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Nobody {
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// Why, as a sentence.
    pub sentence: String,
}

/// A place in the waiting line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WaitingView {
    /// Counted from one, within the channel.
    pub place: i64,
    /// When it came in.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
}

/// How many tickets a view holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ViewCount {
    /// `unassigned`, `mine`, `open`, `nobody`, `snoozed`, `spam`, `followed`, `mentions` or `team:ID`.
    pub key: String,
    /// How many.
    pub count: i64,
}

/// One status of the pipeline.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StatusView {
    /// Stays the same when it is renamed.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// A ticket standing here is done.
    pub closed: bool,
    /// A ticket standing here fills its owner's capacity.
    pub counts: bool,
}

/// A blocked sender.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BlockedView {
    /// Its id.
    pub id: BlockedId,
    /// Their e-mail address.
    pub address: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}
