//! What people are told of beside what they see happen.

use crate::words::words;

words! {
    /// Why somebody is told.
    NotificationKind {
        /// A ticket was given to them, by somebody else or by the router.
        Assigned = "assigned",
        /// The contact wrote on a ticket that they own or follow.
        Reply = "reply",
        /// A colleague named them in a comment.
        Mention = "mention",
        /// Nobody could take a ticket.
        NobodyAvailable = "nobody_available",
    }
}
