//! Putting documents in.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{Result, TicketId};

use super::{BLOCKS, State, block};
use crate::db::{Dialect, Tx};
use crate::{args, statements};

/// A ticket as the index keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doc {
    /// Which ticket.
    pub ticket: TicketId,
    /// Its last activity.
    pub at: Timestamp,
    /// Words and marks in their order, with `=` alone where one text ends and the next begins.
    pub words: Vec<String>,
}

/// Longer words are no words that people type.
const LONGEST: usize = 32;
/// Positions that PostgreSQL keeps of a text, and of one word.
const POSITIONS: usize = 16_383;
const PLACES: usize = 255;

statements! {
    NUMBERS = "SELECT ticket_id, seq, at FROM search_doc WHERE ticket_id IN {list $1}";
    NUMBER = "INSERT INTO search_doc (ticket_id, seq, at)
        SELECT {of}, {place}, {active} {rows of int, place int, active int} WHERE TRUE
        ON CONFLICT (ticket_id) DO UPDATE SET seq = excluded.seq, at = excluded.at";
    REMOVE = "DELETE FROM search_text WHERE {seq} IN {list $1}";
    INSERT = "INSERT INTO search_text ({seq}, words) SELECT {place}, {words said} {rows place int, said text}";
    COUNT = "INSERT INTO search_word (word, n) SELECT word, n FROM {counts $1} AS counted WHERE true
        ON CONFLICT (word) DO UPDATE SET n = search_word.n + excluded.n";
}

/// Where new documents go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Above,
    Below,
}

/// Which of these tickets are in the index, and as of which activity.
///
/// # Errors
/// As [`Tx::all`].
pub fn known(tx: &mut Tx<'_>, tickets: &[i64]) -> Result<HashMap<TicketId, Timestamp>> {
    let rows = tx.all(&NUMBERS, args![crate::lists::ids(tickets)], |row| {
        Ok((TicketId(row.get(0)?), micros(row.get(2)?)))
    })?;
    Ok(rows.into_iter().collect())
}

/// Puts `docs` in, in this order, and says where the index stands then. A ticket without new activity keeps its place;
/// any other goes on top, or with `old` below everything that is there.
///
/// # Errors
/// As [`Tx::all`].
pub fn put(tx: &mut Tx<'_>, mut state: State, docs: &[Doc], old: bool) -> Result<State> {
    if docs.is_empty() {
        return Ok(state);
    }
    let ids: Vec<i64> = docs.iter().map(|doc| doc.ticket.0).collect();
    let known: HashMap<i64, (i64, i64)> = tx
        .all(&NUMBERS, args![crate::lists::ids(&ids)], |row| {
            Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))
        })?
        .into_iter()
        .collect();
    let mut gone: Vec<i64> = Vec::new();
    let (mut numbers, mut texts) = (Vec::with_capacity(docs.len()), Vec::with_capacity(docs.len()));
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for doc in docs {
        let at = doc.at.as_microsecond();
        let end = if old { End::Below } else { End::Above };
        let seq = match known.get(&doc.ticket.0) {
            Some((seq, stood)) => {
                gone.push(*seq);
                if *stood == at { *seq } else { next(&mut state, End::Above) }
            }
            None => next(&mut state, end),
        };
        numbers.push(args![doc.ticket.0, seq, at].to_vec());
        texts.push(args![seq, text(tx.dialect(), &doc.words, seq)].to_vec());
        let mut words: Vec<&str> =
            doc.words.iter().map(String::as_str).filter(|word| counted(word)).collect();
        words.sort_unstable();
        words.dedup();
        words.into_iter().for_each(|word| *counts.entry(word).or_default() += 1);
    }
    let counts: Vec<(&str, i64)> = counts.into_iter().collect();
    let counts = serde_json::to_string(&counts).expect("words and numbers always serialise");
    if !gone.is_empty() {
        tx.send(&REMOVE, args![crate::lists::ids(&gone)])?;
    }
    tx.send_each(&NUMBER, numbers)?;
    tx.send_each(&INSERT, texts)?;
    tx.execute(&COUNT, args![counts])?;
    Ok(state)
}

fn next(state: &mut State, end: End) -> i64 {
    match end {
        End::Above => {
            state.high += 1;
            state.high - 1
        }
        End::Below => {
            state.low -= 1;
            state.low
        }
    }
}

/// Words that are worth counting: what is in one ticket only (order numbers, addresses of pages) would make a second
/// index as large as the first. Of marks, those that say how a ticket stands.
fn counted(word: &str) -> bool {
    match word.strip_prefix('=') {
        Some(mark) => !mark.is_empty() && !mark.contains('='),
        None => {
            word.len() <= 4
                || (word.len() <= LONGEST && !word.contains(|c: char| c.is_ascii_digit()))
        }
    }
}

/// The document as the database takes it.
fn text(dialect: Dialect, words: &[String], seq: i64) -> String {
    match dialect {
        Dialect::Sqlite => words.join(" "),
        Dialect::Postgres => vector(words, seq),
    }
}

/// `'word':1,7 'other':2`, with the marks of the blocks it lies in.
fn vector(words: &[String], seq: i64) -> String {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, word) in words.iter().enumerate().filter(|(_, word)| *word != "=") {
        let places = places.entry(word).or_default();
        if places.len() < PLACES {
            places.push((n + 1).min(POSITIONS));
        }
    }
    let mut text = String::new();
    for (word, places) in places {
        let _ = write!(text, "'{}'", word.replace(['\'', '\\'], ""));
        // Where a mark stands says nothing.
        if !word.starts_with('=') || word[1..].contains('=') {
            let places: Vec<String> = places.iter().map(ToString::to_string).collect();
            let _ = write!(text, ":{}", places.join(","));
        }
        text.push(' ');
    }
    for size in BLOCKS {
        let _ = write!(text, "'{}' ", block(size, seq));
    }
    text
}
