//! What was posted is there once, however often it had to be asked for.

use std::collections::HashMap;

use super::Moment;
use crate::faults::kills::books::Books;
use crate::faults::kills::ledger::{Post, Written};
use crate::faults::kills::sink::words_in;

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
        if times > 1 {
            wrong.push(format!("{told} was done {times} times"));
        }
    }
    wrong
}
