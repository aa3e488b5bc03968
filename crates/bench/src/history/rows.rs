//! What each table gets, some tickets at a time.

use std::ops::Range;

use super::words::{chance, choice, company, email, name, rare, text};
use crate::kit::epoch;

/// How large a desk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) tickets: i64,
}

/// A value of a column.
#[derive(Debug, Clone)]
pub(super) enum Cell {
    Int(i64),
    Text(String),
    Bool(bool),
    None,
}

/// A table with the columns that are given.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: &'static str,
}

pub(super) const TABLES: [Table; 5] = [
    Table { name: "contact", columns: "id, name, company, created_at, updated_at" },
    Table { name: "contact_address", columns: "contact_id, kind, value, verified, created_at" },
    Table {
        name: "ticket",
        columns: "id, version, subject, status, counts, priority, channel_id, kind, contact_id, owner_user, owner_team, \
                  team_id, preview, created_at, updated_at, closed_at",
    },
    Table {
        name: "message",
        columns: "id, ticket_id, direction, state, author_user, from_name, from_address, recipients, subject, body, \
                  mail_id, thread_ids, automatic, created_at",
    },
    Table { name: "event", columns: "at, actor, actor_id, kind, ticket_id, data" },
];

/// Rows for each of the tables.
pub(super) type Piece = [Vec<Vec<Cell>>; TABLES.len()];

/// People, and teams that they are in: user n + 2 is in team n modulo teams.
pub(super) const USERS: i64 = 40;
pub(super) const TEAMS: i64 = 8;
/// Tickets that each contact has sent.
pub(super) const PER_CONTACT: i64 = 5;
/// Between two tickets, in microseconds: a million in ten years.
const PACE: i64 = 315_000_000;
const DAY: i64 = 86_400_000_000;

/// A ticket with everything around it.
pub(super) struct Ticket {
    pub(super) id: i64,
    pub(super) contact: i64,
    pub(super) subject: String,
    pub(super) question: String,
    /// Nobody has answered yet where this is missing.
    pub(super) answer: Option<String>,
    pub(super) status: &'static str,
    pub(super) priority: &'static str,
    pub(super) channel: i64,
    pub(super) user: Option<i64>,
    pub(super) owner_team: Option<i64>,
    pub(super) team: Option<i64>,
    pub(super) created: i64,
    pub(super) updated: i64,
    pub(super) closed: bool,
}

/// When a ticket came in, in microseconds.
pub(crate) fn created_at(shape: Shape, ticket: i64) -> i64 {
    epoch().as_microsecond() - (shape.tickets - ticket + 1) * PACE
}

impl Ticket {
    pub(super) fn of(shape: Shape, id: i64) -> Self {
        let contacts = (id / PER_CONTACT).max(1);
        // The one who writes for the first time, or one of those who did before.
        let new = id % PER_CONTACT == 0 || id == 1;
        let contact = if new { contacts } else { 1 + choice(id, 1, contacts) };
        let created = created_at(shape, id);
        let open = (shape.tickets * 3 / 100).max(300);
        // Half of the latest ones, so that some stay open for long.
        let closed = id <= shape.tickets - 2 * open || chance(id, 2) < 0.5;
        let now = epoch().as_microsecond();
        let took = if closed { DAY * 3 } else { (now - created) / 2 };
        let updated = (created + 1 + (chance(id, 3) * took as f64) as i64).min(now);
        let whose = chance(id, 4);
        let (nobody, of_team) = if closed { (0.02, 0.05) } else { (0.2, 0.3) };
        let n = choice(id, 5, USERS);
        let (user, owner_team, team) = match whose {
            whose if whose < nobody => (None, None, None),
            whose if whose < of_team => (None, Some(1 + n % TEAMS), Some(1 + n % TEAMS)),
            _ => (Some(n + 2), None, Some(1 + n % TEAMS)),
        };
        let status = match (closed, team, choice(id, 6, 3)) {
            (true, ..) => "closed",
            (_, None, _) => "new",
            (_, _, 0) => "waiting_on_contact",
            (_, _, 1) => "waiting_on_us",
            _ => "open",
        };
        Self {
            id,
            contact,
            subject: format!("{} {}", text(id, 7, 3), rare(id)),
            question: format!(
                "Good morning,\n\n{}.\n\nKind regards,\n{}",
                text(id, 8, 25 + choice(id, 9, 40) as usize),
                name(contact)
            ),
            answer: closed.then(|| {
                format!("Dear customer,\n\n{}.", text(id, 10, 10 + choice(id, 11, 20) as usize))
            }),
            status,
            priority: ["normal", "normal", "normal", "low", "high", "urgent"]
                [choice(id, 12, 6) as usize],
            channel: 1 + choice(id, 13, 3),
            user,
            owner_team,
            team,
            created,
            updated,
            closed,
        }
    }
}

/// Everything about these tickets.
pub(super) fn piece(shape: Shape, which: Range<i64>) -> Piece {
    let mut rows = Piece::default();
    for id in which {
        let ticket = Ticket::of(shape, id);
        if id == 1 || (id % PER_CONTACT == 0 && id / PER_CONTACT > 1) {
            contact(&mut rows, ticket.contact, ticket.created);
        }
        conversation(&mut rows, &ticket);
        rows[2].push(vec![
            Cell::Int(id),
            Cell::Int(3),
            Cell::Text(ticket.subject),
            Cell::Text(ticket.status.into()),
            Cell::Bool(!ticket.closed && ticket.status != "waiting_on_contact"),
            Cell::Text(ticket.priority.into()),
            Cell::Int(ticket.channel),
            Cell::Text("email".into()),
            Cell::Int(ticket.contact),
            maybe(ticket.user),
            maybe(ticket.owner_team),
            maybe(ticket.team),
            Cell::Text(ticket.question.chars().take(160).collect()),
            Cell::Int(ticket.created),
            Cell::Int(ticket.updated),
            maybe(ticket.closed.then_some(ticket.updated)),
        ]);
    }
    rows
}

fn contact(rows: &mut Piece, id: i64, at: i64) {
    rows[0].push(vec![
        Cell::Int(id),
        Cell::Text(name(id)),
        company(id).map_or(Cell::None, Cell::Text),
        Cell::Int(at),
        Cell::Int(at),
    ]);
    rows[1].push(vec![
        Cell::Int(id),
        Cell::Text("email".into()),
        Cell::Text(email(id)),
        Cell::Bool(false),
        Cell::Int(at),
    ]);
}

/// The messages, and the events that tell of them.
fn conversation(rows: &mut Piece, ticket: &Ticket) {
    let (id, who) = (ticket.id, ticket.contact);
    let said = |n: i64, text: &str, at: i64, answer: bool| {
        let own = |own: &str| own.to_owned();
        let (name, from, to) = match answer {
            false => (name(who), email(who), own("support@desk.test")),
            true => (own("Support"), own("support@desk.test"), email(who)),
        };
        vec![
            Cell::Int(n),
            Cell::Int(id),
            Cell::Text(own(if answer { "out" } else { "in" })),
            Cell::Text(own(if answer { "sent" } else { "received" })),
            maybe(ticket.user.filter(|_| answer)),
            Cell::Text(name),
            Cell::Text(from),
            Cell::Text(format!(r#"{{"cc":[],"to":["{to}"]}}"#)),
            Cell::Text(ticket.subject.clone()),
            Cell::Text(text.into()),
            Cell::Text(format!("{n}-parcel@customer.test")),
            Cell::Text(own("[]")),
            Cell::Bool(false),
            Cell::Int(at),
        ]
    };
    let told = |at: i64, user: Option<i64>, kind: &str, data: String| {
        vec![
            Cell::Int(at),
            Cell::Text(if user.is_some() { "user".into() } else { "contact".into() }),
            Cell::Int(user.unwrap_or(who)),
            Cell::Text(kind.into()),
            Cell::Int(id),
            Cell::Text(data),
        ]
    };
    // Two numbers a ticket; that of an answer which is not there is never given out.
    let (question, answer) = (id * 2 - 1, id * 2);
    rows[3].push(said(question, &ticket.question, ticket.created, false));
    let data = format!(r#"{{"channel":{},"contact":{who},"follows":null}}"#, ticket.channel);
    rows[4].push(told(ticket.created, None, "ticket.created", data));
    let data = format!(r#"{{"channel":{},"left_out":[],"message":{question}}}"#, ticket.channel);
    rows[4].push(told(ticket.created, None, "message.received", data));
    if let Some(text) = &ticket.answer {
        rows[3].push(said(answer, text, ticket.updated, true));
        let data = format!(r#"{{"message":{answer}}}"#);
        let by = ticket.user.or(Some(1));
        rows[4].push(told(ticket.updated, by, "message.queued", data));
    }
}

fn maybe(value: Option<i64>) -> Cell {
    value.map_or(Cell::None, Cell::Int)
}
