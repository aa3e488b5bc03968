//! The world around the server fails: its database, its mail servers, its disk, its clock.

mod clock;
mod database;
mod disk;
mod mail_servers;
mod seen;
