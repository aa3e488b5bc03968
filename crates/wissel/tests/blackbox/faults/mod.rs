//! What survives: the real server is broken on purpose, and what it promised is held against what is there.

mod kills;
mod upgrade;
