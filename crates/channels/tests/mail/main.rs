//! What the mail channel promises, seen from outside the crate.

mod bounce;
mod compose;
mod hostile;
mod html;
mod loops;
mod parse;
mod properties;
mod quote;
mod samples;
mod settings;
mod smtp;
mod thread;
