//! What an event means, and to whom.

use serde_json::Value;
use wissel_model::{Actor, EventKind, NotificationKind, TicketId, UserId};
use wissel_store::events::Event;

/// Whom a fact concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whom {
    /// This person, as long as the ticket is theirs.
    Owner(UserId),
    /// This person.
    Person(UserId),
    /// Whoever owns or follows the ticket.
    Readers,
    /// Whoever wants to know when nobody is available.
    Watchers,
}

/// Something that somebody may want to be told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) kind: NotificationKind,
    pub(super) ticket: TicketId,
    pub(super) whom: Whom,
}

/// The facts in an event; of most there are none.
pub(super) fn facts(event: &Event) -> Vec<Fact> {
    let Some(ticket) = event.ticket else { return Vec::new() };
    let fact = |kind, whom| Fact { kind, ticket, whom };
    let data = &event.data;
    match event.kind {
        EventKind::TicketAssigned => {
            let user = data["owner"]["id"].as_i64().filter(|_| data["owner"]["kind"] == "user");
            let given = user.map(|id| fact(NotificationKind::Assigned, Whom::Owner(UserId(id))));
            given.into_iter().collect()
        }
        // The first message of a ticket, and what a machine or a blocked sender wrote, is none.
        EventKind::MessageReceived if data["heard"] == true => {
            vec![fact(NotificationKind::Reply, Whom::Readers)]
        }
        EventKind::TicketNobodyAvailable => {
            vec![fact(NotificationKind::NobodyAvailable, Whom::Watchers)]
        }
        // People who are named in a comment.
        EventKind::CommentAdded => {
            let named = data["mentions"].as_array().into_iter().flatten().filter_map(Value::as_i64);
            named.map(|id| fact(NotificationKind::Mention, Whom::Person(UserId(id)))).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether the person did it themselves.
pub(super) fn own(actor: Actor, user: UserId) -> bool {
    actor == Actor::User(user)
}
