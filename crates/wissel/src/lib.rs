//! The server and its command line: configuration, HTTP, the sockets of the mail channel, and the pages.
//!
//! **What it is.** The only crate that reads files, the environment, the real clock and the machine's chance, and the
//! only one that opens sockets. It turns requests into calls of the desk's verbs and answers into JSON.
//!
//! **What it never does.** It decides nothing: who may do what, and what happens then, is the desk's. It knows no SQL.
//!
//! **Where to begin reading.** `cli/serve/` starts everything and stops it again. `http/mod.rs` lists every address;
//! each has a file of its own in the folder of its noun.

pub mod cli;
pub mod clock;
mod config;
mod data;
pub mod http;
pub mod net;
mod random;
mod telemetry;
mod vitals;
mod web;
