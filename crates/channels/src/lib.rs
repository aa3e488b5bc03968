//! Bytes to messages and back, one folder per kind of channel.
//!
//! Everything here is a function from what came in to what it means, or a state machine that is fed bytes and
//! answers with actions. Time, keys and names come in as parameters.
//!
//! It never opens a socket or a file, never reads a clock, never rolls dice, and never panics or takes more than
//! linear time on what a stranger sends: whoever writes to a help desk is a stranger.
//!
//! Begin reading at [`mail::Inbound`], then [`mail::parse`], and [`mail::smtp::Session`] for how mail is handed to us.

pub mod csv;
pub mod mail;
