//! A desk with years behind it, put in past the product: a million tickets through the front door would take hours.
//!
//! It is one desk, young or old: the same forty people and eight teams, the same tickets a day, the same ways of writing.
//! Only how long it has been going on differs, so that a ratio of the two says what history costs. Three of a hundred
//! tickets are open, and at least 300, so that every page of both desks is full. Tables are filled with statements of
//! our own; the full text by the product's function, in larger pieces than the product's own follower takes.

mod doc;
mod postgres;
mod rows;
mod sqlite;
mod words;

use anyhow::{Result, bail};
use wissel_model::{Access, ChannelKind, Language, Role, UserId};
use wissel_store::search::{self, Doc};
use wissel_store::users::{self, Profile};
use wissel_store::{Db, channels, events, sessions, standing};

use crate::kit::{Database, Fill, Kind, epoch, fill, hash};

pub(crate) use rows::{Shape, created_at};
pub(crate) use words::{first_name, rare, word};

/// Name and address of a contact.
pub(crate) fn contact(id: i64) -> (String, String) {
    (words::name(id), words::email(id))
}

const DESK: Fill = Fill {
    users: rows::USERS,
    teams: rows::TEAMS,
    named: 2,
    contacts: 0,
    sessions: SESSIONS,
    available: false,
    waiting: 0,
    tickets: 0,
};
/// Signed-in browsers of the admin, and as many of an agent who sees one team.
const SESSIONS: usize = 400;
/// Tickets that are put in at once.
const PIECE: i64 = 5_000;
/// Contacts in one transaction.
const CONTACTS: usize = 1_000;

/// Who asks: tokens of their sessions.
pub(crate) struct Askers {
    pub(crate) admin: Vec<String>,
    pub(crate) agent: Vec<String>,
}

/// Tokens of the sessions that [`grow`] makes.
pub(crate) fn askers() -> Askers {
    let tokens = |whose: &str| (0..SESSIONS).map(|n| format!("bench-{whose}-{n:04}")).collect();
    Askers { admin: tokens("session"), agent: tokens("agent") }
}

/// Fills an empty database.
pub(crate) async fn grow(database: &Database, shape: Shape) -> Result<()> {
    let db = database.open().await?;
    fill(&db, DESK).await?;
    people(&db).await?;
    db.close().await;
    let pieces = (1..=shape.tickets).step_by(PIECE as usize);
    let pieces = pieces.map(|from| from..shape.tickets.min(from + PIECE - 1) + 1);
    match database.kind {
        Kind::Sqlite => tokio::task::block_in_place(|| {
            sqlite::fill(&database.url, pieces.clone().map(|piece| rows::piece(shape, piece)))
        })?,
        Kind::Postgres => {
            postgres::fill(&database.url, pieces.clone().map(|piece| rows::piece(shape, piece)))
                .await?;
        }
    }
    let db = database.open().await?;
    for piece in pieces {
        let docs = doc::piece(shape, piece);
        // SQLite's index lies in pieces as they were put in, so there these are as large as the follower's own.
        for docs in docs.chunks(if database.kind == Kind::Sqlite { 64 } else { 1_000 }) {
            put(&db, docs.to_vec()).await?;
        }
    }
    let contacts = (shape.tickets / rows::PER_CONTACT).max(1);
    for from in (1..=contacts).step_by(CONTACTS) {
        let named = doc::named(from..contacts.min(from + CONTACTS as i64 - 1) + 1);
        db.write(move |tx| search::contacts::name(tx, &named)).await?;
    }
    done(&db).await?;
    let wrong = db.read(standing::audit).await?;
    db.close().await;
    if database.kind == Kind::Postgres {
        postgres::settle(&database.url).await?;
    }
    if !wrong.is_empty() {
        bail!("counts that are not true: {wrong:?}");
    }
    Ok(())
}

/// An agent of the first team who sees only that team's, and two more channels.
async fn people(db: &Db) -> Result<()> {
    let at = epoch();
    let hashes: Vec<String> = askers().agent.iter().map(|token| hash(token)).collect();
    db.write(move |tx| {
        let profile = Profile {
            name: "User 0".into(),
            email: "u0@desk.test".into(),
            role: Role::Agent,
            seat: true,
            access: Access::Team,
            language: Language::En,
            time_zone: "Europe/Amsterdam".into(),
            active: true,
        };
        // The admin is the first user.
        let agent = UserId(2);
        users::update(tx, agent, &profile)?;
        for hash in &hashes {
            let long = jiff::Timestamp::from_second(4_000_000_000).expect("a moment in 2096");
            sessions::insert(tx, hash, agent, "bench", "127.0.0.1", long, long)?;
        }
        for name in ["Sales", "Billing"] {
            let address = format!("{}@desk.test", name.to_lowercase());
            let draft = channels::Draft {
                name: name.into(),
                settings: serde_json::json!({ "address": address, "receive": "delivered" })
                    .to_string(),
                address: Some(address),
                active: true,
                secrets: String::new(),
                secrets_set: "[]".into(),
            };
            let rule = r#"{"assign":"nobody"}"#;
            channels::insert(tx, ChannelKind::Email, &draft, rule, None, at)?;
        }
        Ok(())
    })
    .await?;
    Ok(())
}

async fn put(db: &Db, docs: Vec<Doc>) -> Result<()> {
    db.write(move |tx| {
        let before = search::state(tx)?;
        let after = search::put(tx, before, &docs, false)?;
        search::keep(tx, before, after)
    })
    .await?;
    Ok(())
}

/// The index has come as far as the log: the server has nothing to catch up with.
async fn done(db: &Db) -> Result<()> {
    db.write(|tx| {
        let before = search::state(tx)?;
        let cursor = Some(events::last(tx)?);
        search::keep(tx, before, search::State { cursor, back: None, contacts: None, ..before })
    })
    .await?;
    Ok(())
}
