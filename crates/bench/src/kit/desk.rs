//! A desk to measure on: users in teams, all at work, a mail channel whose rule names some of the teams.

use anyhow::{Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::json;
use sha2::{Digest, Sha256};
use wissel_model::user::Teams;
use wissel_model::{
    Access, AddressKind, ChannelId, ChannelKind, Choice, ContactId, Direction, Language, MessageId,
    MessageState, Presence, Priority, Role, TeamId, UserId,
};
use wissel_store::messages::{self, Message};
use wissel_store::tickets::{NewTicket, Ticket};
use wissel_store::users::Profile;
use wissel_store::{Db, Tx, channels, contacts, line, sessions, standing, teams, tickets, users};

use super::{Database, Kind};

/// How much of everything.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fill {
    /// Users, spread evenly over the teams.
    pub(crate) users: i64,
    /// Teams.
    pub(crate) teams: i64,
    /// Teams that the channel's rule names.
    pub(crate) named: i64,
    /// Contacts, `c0@customer.test` and on.
    pub(crate) contacts: i64,
    /// Signed-in browsers of the admin.
    pub(crate) sessions: usize,
    /// Whether the users are at work.
    pub(crate) available: bool,
    /// Tickets of the first contact that wait for an owner.
    pub(crate) waiting: i64,
    /// Tickets beside them, open and with nobody.
    pub(crate) tickets: i64,
}

/// Open tickets that each user may hold when some wait.
const MOST: i64 = 30;

/// When everything was made.
pub(crate) fn epoch() -> Timestamp {
    Timestamp::from_second(1_790_000_000).expect("a moment in 2026")
}

/// A fresh database with such a desk in it, and the sessions of its users.
pub(crate) async fn filled(kind: Kind, desk: Fill) -> Result<(Database, Vec<String>)> {
    let database = Database::fresh(kind).await?;
    let db = database.open().await?;
    let sessions = fill(&db, desk).await?;
    db.close().await;
    database.settle().await?;
    Ok((database, sessions))
}

/// Fills an empty database. Returns the tokens of the sessions.
pub(crate) async fn fill(db: &Db, fill: Fill) -> Result<Vec<String>> {
    let at = epoch();
    let tokens: Vec<String> = (0..fill.sessions).map(|n| format!("bench-session-{n:04}")).collect();
    let hashes: Vec<String> = tokens.iter().map(|token| hash(token)).collect();
    let first = db
        .write(move |tx| {
            let admin = user(tx, "Admin", "admin@desk.test", Role::Admin, at)?;
            for hash in &hashes {
                // Seen far ahead, so that no request writes that it was.
                let long = Timestamp::from_second(4_000_000_000).expect("a moment in 2096");
                sessions::insert(tx, hash, admin, "bench", "127.0.0.1", long, long)?;
            }
            let mut made = Vec::new();
            for n in 0..fill.teams {
                made.push(teams::insert(tx, &format!("Team {n}"), at)?);
            }
            for n in 0..fill.users {
                let id =
                    user(tx, &format!("User {n}"), &format!("u{n}@desk.test"), Role::Agent, at)?;
                let team = made[(n % fill.teams) as usize];
                teams::set_of_user(tx, id, &of(team))?;
                if fill.waiting > 0 {
                    standing::set_most(tx, id, standing::TOTAL, Some(MOST))?;
                }
                if fill.available {
                    users::set_choice(tx, id, &at_work(at))?;
                }
            }
            let named: Vec<i64> =
                made.iter().take(fill.named as usize).map(|team| team.0).collect();
            let rule = json!({ "assign": "users_and_teams", "teams": named, "only_available": true,
                "when_nobody": { "do": "wait_in_line" } });
            let draft = channels::Draft {
                name: "Support".into(),
                address: Some("support@desk.test".into()),
                active: true,
                settings: json!({ "address": "support@desk.test", "receive": "delivered" })
                    .to_string(),
                secrets: String::new(),
                secrets_set: "[]".into(),
            };
            let channel =
                channels::insert(tx, ChannelKind::Email, &draft, &rule.to_string(), None, at)?;
            for n in 0..fill.contacts {
                let (email, name) = (format!("c{n}@customer.test"), format!("Customer {n}"));
                contacts::find_or_make(tx, AddressKind::Email, &email, &name, at)?;
            }
            for n in 0..fill.waiting {
                wait(tx, n, at)?;
            }
            Ok(channel)
        })
        .await?;
    for from in (0..fill.tickets).step_by(1000) {
        let to = fill.tickets.min(from + 1000);
        db.write(move |tx| stand(tx, from..to, fill.contacts, at)).await?;
    }
    ensure!(first.0 == 1, "the database was not empty");
    Ok(tokens)
}

fn user(
    tx: &mut Tx<'_>,
    name: &str,
    email: &str,
    role: Role,
    at: Timestamp,
) -> wissel_model::Result<UserId> {
    let profile = Profile {
        name: name.into(),
        email: email.into(),
        role,
        seat: true,
        access: Access::All,
        language: Language::En,
        time_zone: "Europe/Amsterdam".into(),
        active: true,
    };
    users::insert(tx, &profile, at)
}

/// Tickets with a message each.
fn stand(
    tx: &mut Tx<'_>,
    which: std::ops::Range<i64>,
    contacts: i64,
    at: Timestamp,
) -> wissel_model::Result<()> {
    let new = which.map(|n| NewTicket { contact: ContactId(1 + n % contacts), ..late(n) });
    let made = tickets::insert_all(tx, new.collect(), at)?;
    let said: Vec<Message> = made.iter().map(|ticket| said(ticket, at)).collect();
    messages::insert_all(tx, &said).map(drop)
}

fn said(ticket: &Ticket, at: Timestamp) -> Message {
    let number = ticket.id;
    Message {
        id: MessageId(0),
        ticket: ticket.id,
        direction: Direction::In,
        state: MessageState::Received,
        author: None,
        from_name: "Customer".into(),
        from_address: "c@customer.test".into(),
        recipients: r#"{"cc":[],"to":["support@desk.test"]}"#.into(),
        subject: ticket.subject.clone(),
        text: format!(
            "Good morning,\n\nthe parcel {number} that was to come on Tuesday is not here, and the driver left no \
             card. Could you tell me where it is, and when it will be brought? Somebody is at home on weekday mornings.\n\n\
             Kind regards,\na customer of many years"
        ),
        html: None,
        mail_id: Some(format!("parcel-{number}@customer.test")),
        thread_ids: "[]".into(),
        automatic: false,
        error: None,
        raw: None,
        created_at: at,
        sent_at: None,
    }
}

fn late(n: i64) -> NewTicket {
    NewTicket {
        subject: format!("Parcel {n} is late"),
        priority: Priority::Normal,
        channel: ChannelId(1),
        kind: ChannelKind::Email,
        contact: ContactId(1),
        follows: None,
        preview: "It was to come on Tuesday".into(),
    }
}

/// A ticket that nobody has yet.
fn wait(tx: &mut Tx<'_>, n: i64, at: Timestamp) -> wissel_model::Result<()> {
    let ticket = tickets::insert(tx, late(n), at)?;
    line::enter(tx, [(&ticket, None)], at)
}

fn of(team: TeamId) -> Teams {
    Teams { main: Some(team), extra: Vec::new() }
}

/// The choice of somebody who is at work until they say otherwise.
pub(crate) fn at_work(at: Timestamp) -> Choice {
    Choice { presence: Presence::Available, reason: None, since: at, until: None, set_by: None }
}

/// What is stored of a session's token.
pub(crate) fn hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token.as_bytes()))
}
