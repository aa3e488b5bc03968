//! Every mail that was acknowledged is a ticket, or a message in the ticket that it answers, exactly once.

use std::collections::HashMap;

use super::Moment;
use crate::faults::kills::books::{Books, Row};
use crate::faults::kills::ledger::Written;

pub(super) fn check(books: &Books, written: &Written, moment: Moment) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut messages: HashMap<&str, Vec<Row<'_>>> = HashMap::new();
    for message in books.rows("message") {
        messages.entry(message.text("mail_id")).or_default().push(message);
    }
    let mut subjects: HashMap<&str, Vec<i64>> = HashMap::new();
    for ticket in books.rows("ticket") {
        subjects.entry(ticket.text("subject")).or_default().push(ticket.id("id"));
    }
    for (name, mailed) in &written.mails {
        let id = format!("{name}@customer.test");
        let here = messages.get(id.as_str()).map_or(&[][..], Vec::as_slice);
        let tickets: Vec<i64> = here.iter().map(|message| message.id("ticket_id")).collect();
        let promised = mailed.acknowledged.is_some();
        if promised && here.is_empty() {
            wrong.push(format!("the mail {name} was acknowledged and is nowhere"));
        }
        if !promised && moment == Moment::AtTheEnd {
            wrong.push(format!(
                "the mail {name} was offered {} times and never acknowledged",
                mailed.handed_over
            ));
        }
        if here.len() > 1 {
            wrong.push(format!(
                "the mail {name} is {} messages, in tickets {tickets:?}",
                here.len()
            ));
        }
        let [ticket] = tickets[..] else { continue };
        match &mailed.answers {
            None => {
                let named = subjects.get(mailed.subject.as_str());
                if named.is_none_or(|named| *named != [ticket]) {
                    wrong.push(format!("the mail {name} is in ticket {ticket}, and tickets of its subject are {named:?}"));
                }
            }
            Some(ours) => {
                let answered = messages.get(ours.as_str()).and_then(|found| found.first());
                let answered = answered.map(|message| message.id("ticket_id"));
                if answered != Some(ticket) {
                    wrong.push(format!(
                        "the mail {name} answers ticket {answered:?} and is in ticket {ticket}"
                    ));
                }
            }
        }
    }
    for (table, column) in [("attachment", "digest"), ("message", "raw")] {
        for row in books.rows(table).filter(|row| !row.text(column).is_empty()) {
            if !books.blobs.contains(row.text(column)) {
                wrong.push(format!("the bytes of {table} {} are nowhere", row.id("id")));
            }
        }
    }
    wrong
}
