//! Typed ids: a `TeamId` cannot be handed to a function that wants a `UserId`.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A user: someone who signs in.
    UserId,
    /// A team.
    TeamId,
    /// A contact: someone who writes to us.
    ContactId,
    /// A file of contacts that is taken in.
    ImportId,
    /// A merge of two contacts who are one person.
    MergeId,
    /// A channel: one connected source.
    ChannelId,
    /// A property: something that a desk wants to know of its tickets or contacts.
    PropertyId,
    /// A saved reply.
    SavedReplyId,
    /// A ticket. This is the number that people see and say: one identity less to keep in step.
    TicketId,
    /// One message of a conversation, in or out.
    MessageId,
    /// An internal comment.
    CommentId,
    /// A file that came or goes with a message or comment.
    AttachmentId,
    /// A stored routing decision.
    DecisionId,
    /// A signed-in browser.
    SessionId,
    /// A blocked sender.
    BlockedId,
    /// A view of somebody's own making.
    ViewId,
    /// A piece of work to be done later.
    JobId,
}
