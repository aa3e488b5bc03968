//! What survives: the real server, and the world around it, are broken on purpose, and what was promised is held against
//! what is there.

mod kills;
mod surroundings;
mod upgrade;
