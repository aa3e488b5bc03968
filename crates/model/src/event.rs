//! The event log's vocabulary: what happened, to what, by whom.

use crate::words::words;
use crate::{ContactId, UserId};

words! {
    /// What happened.
    EventKind {
        /// A ticket was made.
        TicketCreated = "ticket.created",
        /// A ticket got an owner.
        TicketAssigned = "ticket.assigned",
        /// A ticket lost its owner.
        TicketUnassigned = "ticket.unassigned",
        /// Status, priority, subject or tags changed.
        TicketChanged = "ticket.changed",
        /// A ticket goes on in another.
        TicketMerged = "ticket.merged",
        /// A ticket that went on in another stands by itself again.
        TicketUnmerged = "ticket.unmerged",
        /// Routing found nobody who could take it.
        TicketNobodyAvailable = "ticket.nobody_available",
        /// A message of the contact came in.
        MessageReceived = "message.received",
        /// A message of ours was written and queued.
        MessageQueued = "message.queued",
        /// A message of ours was taken back before it left.
        MessageTakenBack = "message.taken_back",
        /// A message of ours was handed to the next server.
        MessageSent = "message.sent",
        /// A message of ours could not be delivered.
        MessageFailed = "message.failed",
        /// The contact's owner was to be written to, and was not: it could go round and round.
        NoteWithheld = "note.withheld",
        /// A colleague left a comment.
        CommentAdded = "comment.added",
        /// A user was made or changed.
        UserChanged = "user.changed",
        /// A user became available or away.
        UserAvailability = "user.availability",
        /// A team was made, changed or removed.
        TeamChanged = "team.changed",
        /// A channel was made or changed.
        ChannelChanged = "channel.changed",
        /// A channel's rule got a new version.
        RuleChanged = "rule.changed",
        /// A saved view was made, changed or removed.
        ViewChanged = "view.changed",
        /// A contact was made or changed.
        ContactChanged = "contact.changed",
        /// A property was made, changed, retired or put in another place.
        PropertyChanged = "property.changed",
        /// A saved reply was made, changed or deleted.
        SavedReplyChanged = "saved_reply.changed",
        /// Somebody was told of something, or has read what they were told.
        NotificationChanged = "notification.changed",
    }
}

/// Who did it. Every event tells the truth about this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A person who was signed in.
    User(UserId),
    /// The contact, through a channel.
    Contact(ContactId),
    /// The router.
    Router,
    /// Wissel itself: a timer, the command line, a migration.
    System,
}

impl Actor {
    /// The word stored with the event.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::User(_) => "user",
            Self::Contact(_) => "contact",
            Self::Router => "router",
            Self::System => "system",
        }
    }

    /// The id stored with the event, for people.
    #[must_use]
    pub const fn id(self) -> Option<i64> {
        match self {
            Self::User(id) => Some(id.0),
            Self::Contact(id) => Some(id.0),
            Self::Router | Self::System => None,
        }
    }

    /// Reads back what [`Actor::kind`] and [`Actor::id`] stored.
    #[must_use]
    pub fn from_parts(kind: &str, id: Option<i64>) -> Self {
        match (kind, id) {
            ("user", Some(id)) => Self::User(UserId(id)),
            ("contact", Some(id)) => Self::Contact(ContactId(id)),
            ("router", _) => Self::Router,
            _ => Self::System,
        }
    }
}
