//! Routing seen from outside: each test is a sentence about who gets a ticket.

mod any;
mod candidates;
mod capacity;
mod contact_owner;
mod desk;
mod explaining;
mod filters;
mod json;
mod need;
mod nobody;
mod properties;
mod records;
mod roster;
mod round_robin;
mod rule;
mod spread;
mod ties;
