//! A ticket as a document of the full text.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use wissel_model::{Direction, Owner, Result, TicketId};
use wissel_store::search::contacts::Named;
use wissel_store::search::{Doc, source};
use wissel_store::tickets::{self, Ticket};
use wissel_store::{Tx, tags};

use super::contact::{Known, known, names};
use super::marks;
use super::words::folded;

/// Words of one ticket that are kept, and how many different ones: PostgreSQL takes a mebibyte.
const MOST: usize = 60_000;
const DIFFERENT: usize = 15_000;

/// The documents of these tickets as they stand, in the order of their last activity, and the words of their contacts.
pub(super) fn documents(tx: &mut Tx<'_>, ids: &[i64]) -> Result<(Vec<Doc>, Vec<Named>)> {
    let mut found = tickets::many(tx, ids)?;
    found.sort_by_key(|ticket| (ticket.updated_at, ticket.id));
    let people: Vec<i64> = found.iter().map(|ticket| ticket.contact.0).collect();
    let people = known(tx, &people)?;
    let messages =
        by_ticket(source::messages(tx, ids)?.into_iter().map(|text| (text.ticket, text)));
    let comments = by_ticket(source::comments(tx, ids)?);
    let files = by_ticket(source::files(tx, ids)?);
    let tagged = by_ticket(tags::of_many(tx, ids)?);
    let none: &[String] = &[];
    let docs = found
        .into_iter()
        .map(|ticket| {
            let mut words = Words::default();
            words.plain(&ticket.subject);
            words.marked(marks::SUBJECT, &ticket.subject);
            if let Some(Known { contact, addresses }) = people.get(&ticket.contact) {
                words.plain(contact.company.as_deref().unwrap_or_default());
                words.person(marks::FROM, &contact.name);
                addresses.iter().for_each(|address| words.person(marks::FROM, &address.value));
            }
            let (texts, files) = (messages.get(&ticket.id), files.get(&ticket.id));
            for message in texts.into_iter().flatten() {
                let who = match message.direction {
                    Direction::In => marks::FROM,
                    // Ourselves: found by the words, but "from" means the contact.
                    Direction::Out => marks::BY,
                };
                words.person(who, &message.from_name);
                words.person(who, &message.from_address);
                let to: Recipients = serde_json::from_str(&message.recipients).unwrap_or_default();
                to.to.iter().chain(&to.cc).for_each(|to| words.person(marks::TO, to));
            }
            let comments = comments.get(&ticket.id).into_iter().flatten();
            let texts = texts.into_iter().flatten().map(|message| &message.text);
            for text in files.into_iter().flatten().chain(comments).chain(texts) {
                words.plain(text);
            }
            words.stands(
                &ticket,
                tagged.get(&ticket.id).map_or(none, Vec::as_slice),
                files.is_some(),
            );
            Doc { ticket: ticket.id, at: ticket.updated_at, words: words.all }
        })
        .collect();
    Ok((docs, names(people.values())))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Recipients {
    to: Vec<String>,
    cc: Vec<String>,
}

fn by_ticket<T>(all: impl IntoIterator<Item = (TicketId, T)>) -> HashMap<TicketId, Vec<T>> {
    let mut by = HashMap::<TicketId, Vec<T>>::new();
    for (ticket, one) in all {
        by.entry(ticket).or_default().push(one);
    }
    by
}

#[derive(Default)]
struct Words {
    all: Vec<String>,
    different: HashSet<String>,
    people: HashSet<(&'static str, String)>,
}

impl Words {
    /// A text: its words, and a sign that it is over, so that no phrase reaches into the next.
    fn plain(&mut self, text: &str) {
        self.add(folded(text));
    }

    /// The same words as those of a field.
    fn marked(&mut self, field: &str, text: &str) {
        self.add(folded(text).iter().map(|word| marks::of_field(field, word)));
    }

    /// A name or address, once, as words and as those of a field.
    fn person(&mut self, field: &'static str, text: &str) {
        if !text.is_empty() && self.people.insert((field, text.to_owned())) {
            self.plain(text);
            self.marked(field, text);
        }
    }

    fn add(&mut self, words: impl IntoIterator<Item = String>) {
        let before = self.all.len();
        for word in words {
            if self.all.len() >= MOST {
                return;
            }
            if self.different.len() < DIFFERENT {
                if !self.different.contains(&word) {
                    self.different.insert(word.clone());
                }
            } else if !self.different.contains(&word) {
                continue;
            }
            self.all.push(word);
        }
        if self.all.len() > before {
            self.all.push("=".into());
        }
    }

    /// How the ticket stands.
    fn stands(&mut self, ticket: &Ticket, tags: &[String], files: bool) {
        self.all.push(marks::EVERY.into());
        self.all.push(match ticket.owner {
            Some(Owner::User(user)) => marks::owner(user),
            Some(Owner::Team(team)) => marks::owner_team(team),
            None => marks::NOBODY.into(),
        });
        self.all.extend(ticket.team.map(marks::team));
        self.all.push(marks::named("s", &ticket.status));
        self.all.push(marks::named("p", ticket.priority.as_str()));
        self.all.push(marks::named("k", ticket.kind.as_str()));
        self.all.push(marks::channel(ticket.channel));
        self.all.extend(tags.iter().map(|tag| marks::named("g", tag)));
        if files {
            self.all.push(marks::FILE.into());
        }
    }
}
