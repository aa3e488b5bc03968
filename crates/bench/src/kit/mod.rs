//! What the figures share: lines, rounds, the product as a process, a desk to work on, and a client that costs little.

mod board;
mod client;
mod database;
mod desk;
mod lmtp;
mod process;
mod rounds;
mod stream;

pub(crate) use board::{Bar, Board};
pub(crate) use client::{Client, Load};
pub(crate) use database::{Database, Kind};
pub(crate) use desk::{Fill, epoch, fill, filled, hash};
pub(crate) use lmtp::Lmtp;
pub(crate) use process::{Product, Program};
pub(crate) use rounds::{ROUNDS, elapsed, median, quantile};
pub(crate) use stream::Stream;
