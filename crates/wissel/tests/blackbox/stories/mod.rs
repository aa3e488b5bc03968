//! What people see, told from outside.

mod away_and_back;
mod browser;
mod commands;
mod live_stream;
mod mail_in;
mod mail_out;
pub(crate) mod main_job;
mod power_cut;
mod the_parts;
mod two_servers;
