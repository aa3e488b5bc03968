//! Whoever follows the live stream is told of every event once, in order, over any number of restarts.

use std::collections::HashSet;

use super::Moment;
use crate::faults::kills::books::{Books, Row};
use crate::faults::kills::ledger::Written;

pub(super) fn check(books: &Books, written: &Written, moment: Moment) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut last = (-1, -1);
    let mut told = HashSet::new();
    for happening in &written.told {
        let Some(cursor) = parts(&happening.cursor) else {
            wrong.push(format!("{:?} is no cursor, for {}", happening.cursor, happening.kind));
            continue;
        };
        if happening.kind == "reset" {
            wrong.push(format!("the stream gave up telling everything at {}", happening.cursor));
        }
        if cursor <= last {
            wrong
                .push(format!("{} ({}) was told after {last:?}", happening.cursor, happening.kind));
        }
        last = last.max(cursor);
        told.insert(cursor.1);
    }
    // What is for one person alone is told to nobody else.
    let for_all = |event: &Row<'_>| event.text("kind") != "notification.changed";
    let there: HashSet<i64> = books.rows("event").map(|event| event.id("seq")).collect();
    let for_us: HashSet<i64> =
        books.rows("event").filter(for_all).map(|event| event.id("seq")).collect();
    if moment == Moment::AtTheEnd {
        let mut missed: Vec<_> = for_us.difference(&told).collect();
        missed.sort();
        wrong.extend(missed.iter().map(|seq| format!("event {seq} was never told")));
        let invented =
            told.difference(&there).map(|seq| format!("event {seq} was told and is nowhere"));
        wrong.extend(invented);
    }
    wrong
}

/// Transaction and number of a cursor.
pub(in super::super) fn parts(cursor: &str) -> Option<(i64, i64)> {
    let (tx, seq) = cursor.split_once('-')?;
    Some((tx.parse().ok()?, seq.parse().ok()?))
}
