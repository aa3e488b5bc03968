//! Finding documents, the newest first, at a cost that does not grow with how many there are.

use std::collections::HashMap;

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{Result, TicketId};

use super::{BLOCKS, Expr, State, block};
use crate::db::{Dialect, Row, Tx};
use crate::{args, statements};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What a document must hold.
    pub what: Expr,
    /// Only documents with lower numbers: where the last page ended.
    pub before: Option<i64>,
    /// How many.
    pub limit: i64,
}

/// A document that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Its ticket.
    pub ticket: TicketId,
    /// Its number.
    pub seq: i64,
    /// Its last activity.
    pub at: Timestamp,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The documents, newest first.
    pub hits: Vec<Hit>,
    /// Where the next page goes on; `None` when there is nothing more.
    pub next: Option<i64>,
    /// Looking was ended before there were as many as asked for: there may be more further back.
    pub ended: bool,
}

/// So few documents are cheaper to fetch all at once than to look for block by block.
const FEW: i64 = 300;
/// Where one in so many documents holds it, the newest that do are met soon by going through them all …
const COMMON: i64 = 200;
/// … through so many at most.
const NEWEST: i64 = 2_048;
/// Looking block by block ends after so many looks.
const LOOKS: usize = 10;
/// Words in whose order the continuations of a beginning are looked for.
const NEAR: i64 = 2_000;

statements! {
    FIND = "SELECT ticket_id, seq, at FROM search_doc WHERE seq IN (SELECT {seq} FROM search_text
        WHERE {matches $1} AND {walk} < $2 AND {walk} >= $3 ORDER BY {walk} DESC LIMIT $4) ORDER BY seq DESC";
    // For what is common: PostgreSQL reads no list of all documents that hold it, but goes from the newest on.
    WALK = "SELECT ticket_id, seq, at FROM search_doc WHERE seq IN (SELECT {seq} FROM search_text
        WHERE {holds $1} AND {seq} < $2 AND {seq} >= $3 ORDER BY {seq} DESC LIMIT $4) ORDER BY seq DESC";
    KNOWN = "SELECT word, n FROM search_word WHERE word IN {texts $1}";
    CONTINUED = "SELECT word FROM (SELECT word, n FROM search_word WHERE word >= $1 AND word < $2 ORDER BY word LIMIT $3)
        AS near ORDER BY n DESC, word LIMIT $4";
    OFTEN = "SELECT word FROM search_word WHERE substr(word, 1, 2) = $1 ORDER BY CASE WHEN n < 3 THEN 0 WHEN n < 10 THEN 1
        WHEN n < 30 THEN 2 WHEN n < 100 THEN 3 WHEN n < 300 THEN 4 WHEN n < 1000 THEN 5 WHEN n < 3000 THEN 6
        WHEN n < 10000 THEN 7 WHEN n < 30000 THEN 8 WHEN n < 100000 THEN 9 ELSE 10 END DESC, word LIMIT $2";
    BEFORE = "SELECT seq FROM search_doc WHERE at < $1 ORDER BY at DESC, seq DESC LIMIT 1";
}

/// The newest documents that hold what is asked for.
///
/// # Errors
/// As [`Tx::all`].
pub fn find(tx: &mut Tx<'_>, state: State, asked: &Asked) -> Result<Found> {
    let all = state.high - state.low;
    let about = about(tx, &asked.what, all)?;
    let common = asked.what.is_word() && about.saturating_mul(COMMON) >= all;
    let mut hits = Vec::new();
    let wanted = asked.limit + 1;
    let mut below = asked.before.unwrap_or(i64::MAX).min(state.high);
    // The smallest blocks that should hold enough of them; everything at once when there are few.
    let enough = |size: &&u32| about.saturating_mul(1 << **size) / all.max(1) >= 2 * wanted;
    let mut sizes = BLOCKS.iter().copied().skip_while(|size| !enough(&size));
    let mut size = if about <= FEW { None } else { sizes.next().or(BLOCKS.last().copied()) };
    if common && size.is_some() {
        let from = (below - NEWEST).max(state.low);
        hits.extend(walk(tx, &asked.what, from, below, wanted)?);
        below = from;
    }
    for _ in 0..LOOKS {
        if below <= state.low || hits.len() as i64 >= wanted {
            break;
        }
        let from = size.map_or(state.low, |size| (((below - 1) >> size) - 1) << size);
        let missing = wanted - hits.len() as i64;
        hits.extend(look(tx, &asked.what, size, from, below, missing)?);
        below = from;
        size = size.map(|size| sizes.next().unwrap_or(size));
    }
    if hits.len() as i64 >= wanted {
        hits.truncate(usize::try_from(asked.limit).unwrap_or(0));
        return Ok(Found { next: hits.last().map(|hit| hit.seq), hits, ended: false });
    }
    let ended = below > state.low;
    Ok(Found { hits, next: ended.then_some(below), ended })
}

/// One look at the documents from `from` to below `below`; on PostgreSQL both lie in the same block of `size` or in
/// two beside each other.
fn look(
    tx: &mut Tx<'_>,
    what: &Expr,
    size: Option<u32>,
    from: i64,
    below: i64,
    limit: i64,
) -> Result<Vec<Hit>> {
    let text = match (tx.dialect(), size) {
        (Dialect::Postgres, Some(size)) => {
            let blocks = [block(size, below - 1), block(size, from)].map(Expr::Word);
            Expr::All(vec![what.clone(), Expr::Any(blocks.to_vec())]).written(Dialect::Postgres)
        }
        (dialect, _) => Expr::All(vec![what.clone()]).written(dialect),
    };
    tx.all(&FIND, args![text, below, from, limit], hit)
}

/// The same, for what is common.
fn walk(tx: &mut Tx<'_>, what: &Expr, from: i64, below: i64, limit: i64) -> Result<Vec<Hit>> {
    let text = what.written(tx.dialect());
    tx.all(&WALK, args![text, below, from, limit], hit)
}

fn hit(row: &Row<'_>) -> Result<Hit> {
    Ok(Hit { ticket: TicketId(row.get(0)?), seq: row.get(1)?, at: micros(row.get(2)?) })
}

/// About how many documents hold it.
fn about(tx: &mut Tx<'_>, what: &Expr, all: i64) -> Result<i64> {
    let mut words = Vec::new();
    what.words(&mut words);
    // The word in a field is at least as rare as the word.
    let plain = |word: &str| {
        word.strip_prefix('=')
            .and_then(|mark| mark.split_once('='))
            .map(|(_, word)| word.to_owned())
    };
    let asked: Vec<String> =
        words.iter().map(|word| plain(word).unwrap_or_else(|| (*word).to_owned())).collect();
    let asked = serde_json::to_string(&asked).expect("words always serialise");
    let known: HashMap<String, i64> =
        tx.all(&KNOWN, args![asked], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
    let known = |word: &str| {
        plain(word).map_or_else(|| known.get(word), |word| known.get(&word)).copied().unwrap_or(0)
    };
    Ok(what.about(all, &known))
}

/// Words that begin with `beginning`, the most used first (to half a power of ten, when it is two letters); at most
/// `limit`.
///
/// # Errors
/// As [`Tx::all`].
pub fn near(tx: &mut Tx<'_>, beginning: &str, limit: i64) -> Result<Vec<String>> {
    if beginning.chars().count() == 2 {
        return tx.all(&OFTEN, args![beginning, limit], |row| row.get(0));
    }
    let end = format!("{beginning}\u{10ffff}");
    tx.all(&CONTINUED, args![beginning, end, NEAR, limit], |row| row.get(0))
}

/// Above the number of the newest document whose last activity was before `at`.
///
/// # Errors
/// As [`Tx::all`].
pub fn number_before(tx: &mut Tx<'_>, at: Timestamp) -> Result<i64> {
    let found: Option<i64> = tx.first(&BEFORE, args![at.as_microsecond()], |row| row.get(0))?;
    Ok(found.map_or(i64::MIN, |seq| seq + 1))
}
