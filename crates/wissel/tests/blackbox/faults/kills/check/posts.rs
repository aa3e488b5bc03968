//! What was posted is there once, however often it had to be asked for.

use std::collections::HashMap;

use super::Moment;
use crate::faults::kills::books::Books;
use crate::faults::kills::ledger::{Post, Written};
use crate::faults::kills::sink::words_in;

/// The answer to a POST is kept in a transaction of its own, after the one that did what was asked for. A kill between
/// the two has it done again when it is asked for again.
const KEPT_TOO_LATE: bool = true;

pub(super) fn check(books: &Books, written: &Written, moment: Moment) -> Vec<String> {
    let mut found: HashMap<(&str, String), u32> = HashMap::new();
    let texts = [("message", "body"), ("comment", "body"), ("ticket", "subject")];
    for (table, column) in texts {
        for row in
            books.rows(table).filter(|row| table != "message" || row.text("direction") == "out")
        {
            if let Some(words) = words_in(row.text(column)) {
                *found.entry((table, words)).or_default() += 1;
            }
        }
    }
    let mut wrong = Vec::new();
    for (key, posted) in &written.posts {
        let table = match posted.what {
            Post::Reply => "message",
            Post::Comment => "comment",
            Post::Ticket => "ticket",
        };
        let times = found.get(&(table, posted.words.clone())).copied().unwrap_or(0);
        let (what, ticket) = (posted.what, posted.ticket);
        let told =
            format!("{what:?} {key} on ticket {ticket:?}, asked for {} times,", posted.asked);
        match posted.answered {
            Some(200..300) if times == 0 => {
                wrong.push(format!("{told} was answered and is nowhere"))
            }
            Some(300..) if times > 0 && posted.asked == 1 => {
                wrong.push(format!("{told} was refused and is there all the same"));
            }
            None if moment == Moment::AtTheEnd => wrong.push(format!("{told} was never answered")),
            _ => {}
        }
        let excused = KEPT_TOO_LATE && posted.asked > 1;
        if times > 1 && !excused {
            wrong.push(format!("{told} was done {times} times"));
        }
    }
    wrong
}

/// How many were done more than once because their answers were kept too late.
pub(in super::super) fn doubles(books: &Books) -> usize {
    let mut found: HashMap<(&str, String), u32> = HashMap::new();
    for (table, column) in [("message", "body"), ("comment", "body"), ("ticket", "subject")] {
        for row in
            books.rows(table).filter(|row| table != "message" || row.text("direction") == "out")
        {
            if let Some(words) = words_in(row.text(column)) {
                *found.entry((table, words)).or_default() += 1;
            }
        }
    }
    found.values().filter(|times| **times > 1).count()
}
