//! The use cases of a help desk: a folder per noun, a file per verb.
//!
//! Every verb begins with a permission check, does its work in one transaction, and appends the events that tell of
//! it. The desk never opens a socket, reads a file or looks at a real clock; the binary hands it those.
//! Begin reading at [`tickets`] (the door through which every channel's tickets come in) and [`router`].

pub mod answered;
pub mod channels;
pub mod contacts;
pub mod demo;
pub mod health;
pub mod jobs;
pub mod live;
pub mod mail;
pub mod notifications;
pub mod people;
pub mod properties;
pub mod random;
pub mod router;
pub mod saved_replies;
pub mod saved_views;
pub mod search;
pub mod teams;
pub mod tickets;
pub mod view;
pub mod words;

use std::sync::Arc;

use jiff::Timestamp;
use wissel_channels::mail::thread::Key;
use wissel_model::Clock;
use wissel_store::Db;
use wissel_store::blobs::Blobs;
use wissel_store::seal::Sealer;

use crate::health::Board;
use crate::people::limit::Tries;
use crate::random::Random;

/// What the binary hands to the desk.
pub struct Parts {
    /// The database, migrated.
    pub db: Db,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub random: Arc<dyn Random>,
    /// Where files lie.
    pub blobs: Blobs,
    /// Seals secrets with the desk's key file.
    pub sealer: Sealer,
    /// Where browsers reach us, without a slash at the end.
    pub base_url: String,
}

/// The desk: every use case is a method of it.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    parts: Parts,
    mail_key: Key,
    loop_token: String,
    tries: Tries,
    room: mail::Room,
    queue: tickets::Queue,
    holder: String,
    board: Board,
    lately: saved_views::Lately,
}

impl Desk {
    /// A desk over these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let mail_key = Key::new(parts.sealer.subkey("mail thread"));
        let loop_token = parts
            .sealer
            .subkey("mail loop")
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let holder = random::token(parts.random.as_ref());
        Self(Arc::new(Inner {
            parts,
            mail_key,
            loop_token,
            tries: Tries::default(),
            room: mail::Room::default(),
            queue: tickets::Queue::default(),
            holder,
            board: Board::default(),
            lately: saved_views::Lately::default(),
        }))
    }

    /// The database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.0.parts.db
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.parts.clock.now()
    }

    /// Where files lie.
    #[must_use]
    pub fn blobs(&self) -> &Blobs {
        &self.0.parts.blobs
    }

    /// Where browsers reach us.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.0.parts.base_url
    }

    /// This process's name among those that share a database.
    #[must_use]
    pub fn holder(&self) -> &str {
        &self.0.holder
    }

    fn random(&self) -> &dyn Random {
        self.0.parts.random.as_ref()
    }

    fn sealer(&self) -> &Sealer {
        &self.0.parts.sealer
    }
}
