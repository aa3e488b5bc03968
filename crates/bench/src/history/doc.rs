//! The full text's documents, with the words and marks that `desk/src/search/document.rs` gives them. A figure that
//! finds nothing says that the two have come apart.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::Timestamp;
use wissel_model::{ContactId, TicketId};
use wissel_store::search::Doc;
use wissel_store::search::contacts::Named;

use super::rows::{Shape, Ticket};
use super::words::{company, email, name};

/// The words by which the contacts from `ids` are found.
pub(super) fn named(ids: Range<i64>) -> Vec<Named> {
    let words = |id| {
        let texts = [name(id), company(id).unwrap_or_default(), email(id)];
        texts.iter().flat_map(|text| folded(text)).collect::<BTreeSet<String>>()
    };
    ids.flat_map(|id| words(id).into_iter().map(move |word| Named { word, contact: ContactId(id) }))
        .collect()
}

/// The documents of these tickets, in the order of their activity.
pub(super) fn piece(shape: Shape, which: Range<i64>) -> Vec<Doc> {
    let mut tickets: Vec<Ticket> = which.map(|id| Ticket::of(shape, id)).collect();
    tickets.sort_by_key(|ticket| (ticket.updated, ticket.id));
    tickets.iter().map(of).collect()
}

fn of(ticket: &Ticket) -> Doc {
    let mut words = Vec::with_capacity(160);
    let (name, email) = (name(ticket.contact), email(ticket.contact));
    plain(&mut words, &ticket.subject);
    marked(&mut words, "s", &ticket.subject);
    plain(&mut words, company(ticket.contact).as_deref().unwrap_or_default());
    person(&mut words, "f", &name);
    person(&mut words, "f", &email);
    if ticket.answer.is_some() {
        person(&mut words, "b", "Support");
        person(&mut words, "b", "support@desk.test");
        person(&mut words, "t", &email);
    }
    person(&mut words, "t", "support@desk.test");
    for text in ticket.answer.iter().chain([&ticket.question]) {
        plain(&mut words, text);
    }
    words.push("=a".into());
    words.push(match (ticket.user, ticket.owner_team) {
        (Some(user), _) => format!("=ou{user}"),
        (None, Some(team)) => format!("=ot{team}"),
        (None, None) => "=on".into(),
    });
    words.extend(ticket.team.map(|team| format!("=t{team}")));
    words.push(format!("=ns{}", ticket.status.replace('_', "")));
    words.push(format!("=np{}", ticket.priority));
    words.push("=nkemail".into());
    words.push(format!("=c{}", ticket.channel));
    let at = Timestamp::from_microsecond(ticket.updated).expect("a moment of these years");
    Doc { ticket: TicketId(ticket.id), at, words }
}

fn folded(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|sign: char| !sign.is_ascii_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_ascii_lowercase)
}

fn add(words: &mut Vec<String>, all: impl Iterator<Item = String>) {
    let before = words.len();
    words.extend(all);
    if words.len() > before {
        words.push("=".into());
    }
}

fn plain(words: &mut Vec<String>, text: &str) {
    add(words, folded(text));
}

fn marked(words: &mut Vec<String>, field: &str, text: &str) {
    add(words, folded(text).map(|word| format!("={field}={word}")));
}

fn person(words: &mut Vec<String>, field: &str, text: &str) {
    plain(words, text);
    marked(words, field, text);
}
