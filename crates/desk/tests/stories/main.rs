//! Stories told on both databases, with a clock that stands still until it is moved.
#![expect(unreachable_pub, reason = "nothing here leaves the test")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod coming_back;
mod contact_import;
mod contact_merge;
mod contact_owner;
mod contact_pages;
mod faults;
mod hands;
mod held;
mod in_between;
mod jobs;
mod line;
mod loops;
mod mails;
mod many;
mod merging;
mod moving_facts;
mod notifications;
mod notified_by_mail;
mod own_views;
mod partly_sent;
mod people;
mod properties;
mod races;
mod routing;
mod saved_replies;
mod search;
mod search_contacts;
mod search_index;
mod sent;
mod snooze;
mod triage;
mod turned_clock;
mod views;
mod why;
mod world;
mod writing;
mod written;
