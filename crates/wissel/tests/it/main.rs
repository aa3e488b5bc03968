//! What the API promises, asked through the router: a database, a clock that stands still, seeded chance, no sockets.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod access;
mod channels;
mod commands;
mod described;
mod desk;
mod doors;
mod files;
mod live;
mod people;
mod person;
mod refusals;
mod tickets;
mod twice;
