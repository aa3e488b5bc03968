//! The real server among real parts: Dovecot, swaks, smtp-sink, PostgreSQL and Chromium.
//!
//! `cargo xtask test blackbox` installs what is missing, builds the pages, starts PostgreSQL and runs these.
//! A test that lacks a part fails and says which. Nothing here sleeps to wait: see `parts/eventually.rs`.

mod faults;
mod hostile;
mod parts;
mod stories;
