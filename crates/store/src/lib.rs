//! The only crate that knows SQL: two databases behind one door, one file per aggregate.
//!
//! It never decides anything: verbs live in the desk, refusals in the database's constraints.
//! Begin reading at [`db`] (the door), then [`owner`] (the one place that sets a ticket's owner).

pub mod about;
pub mod answered;
pub mod attachments;
pub mod audit;
pub mod blobs;
pub mod blocked;
pub mod channels;
pub mod comments;
pub mod contacts;
pub mod conversation;
pub mod copy;
pub mod db;
pub mod decisions;
pub mod drafts;
pub mod events;
pub mod held;
pub mod intake;
pub mod invitations;
pub mod jobs;
pub mod leases;
pub mod line;
mod lists;
pub mod mentions;
pub mod merges;
pub mod messages;
pub mod migrate;
pub mod notifications;
pub mod owner;
pub mod presence;
pub mod properties;
pub mod readers;
pub mod roster;
pub mod saved_replies;
pub mod saved_views;
pub mod scratch;
pub mod seal;
pub mod search;
pub mod sessions;
pub mod settings;
pub mod standing;
pub mod statements;
pub mod statuses;
mod strain;
pub mod tags;
pub mod teams;
pub mod tickets;
pub mod turns;
pub mod users;
pub mod views;

pub use db::{Db, Target, Tx};
