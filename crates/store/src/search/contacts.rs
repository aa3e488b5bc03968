//! Contacts by their words: the ones in their names, companies and addresses.
//!
//! What was a word of theirs once may still stand here; whoever reads asks the contact itself again.

use wissel_model::{ContactId, Result};

use crate::db::Tx;
use crate::{args, statements};

/// A word of a contact: also a place in the order of these.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// Folded.
    pub word: String,
    /// Whose it is.
    pub contact: ContactId,
}

/// Contacts with a word are counted up to this many.
const COUNTED: i64 = 200;

statements! {
    PUT = "INSERT INTO search_contact (word, contact_id) SELECT {word}, {of} {rows word text, of int} WHERE TRUE
        ON CONFLICT (word, contact_id) DO NOTHING";
    WITH = "SELECT contact_id FROM search_contact WHERE word = $1 AND contact_id > $2 ORDER BY contact_id LIMIT $3";
    BEHIND = "SELECT word, contact_id FROM search_contact WHERE word > $1 AND word < $2 ORDER BY word, contact_id LIMIT $3";
    // Looked up one by one: joined, PostgreSQL would read everybody with the word.
    AMONG = "SELECT asked.value FROM {list $2} AS asked
        WHERE (SELECT word FROM search_contact WHERE word = $1 AND contact_id = asked.value) IS NOT NULL";
    ALL_BEGUN = "SELECT contact_id FROM search_contact WHERE word >= $1 AND word < $2 LIMIT $3";
    NUMBER = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM search_contact WHERE word = $1 LIMIT $2) AS some_of_them";
    BEFORE = "SELECT id FROM contact WHERE id < $1 ORDER BY id DESC LIMIT $2";
}

/// Puts words of contacts in; those that are there stay.
///
/// # Errors
/// As [`Tx::each`].
pub fn name(tx: &mut Tx<'_>, all: &[Named]) -> Result<()> {
    let rows: Vec<_> =
        all.iter().map(|named| args![named.word.as_str(), named.contact.0].to_vec()).collect();
    tx.each(&PUT, &rows).map(drop)
}

/// Up to `limit` words that begin with `beginning` and come after `place`, each with its contact, in order of the words.
///
/// # Errors
/// As [`Tx::all`].
pub fn begun(tx: &mut Tx<'_>, beginning: &str, place: &Named, limit: i64) -> Result<Vec<Named>> {
    // In two steps: asked for all that comes after a pair, SQLite would read its word from the first contact on.
    let same = with(tx, &place.word, place.contact, limit)?;
    let same = same.into_iter().map(|contact| Named { word: place.word.clone(), contact });
    let mut found: Vec<Named> = same.collect();
    let missing = limit - found.len() as i64;
    if missing > 0 {
        let end = format!("{beginning}\u{10ffff}");
        found.extend(tx.all(&BEHIND, args![place.word.as_str(), end, missing], |row| {
            Ok(Named { word: row.get(0)?, contact: ContactId(row.get(1)?) })
        })?);
    }
    Ok(found)
}

/// Up to `limit` contacts with this word, after `after`, by id.
///
/// # Errors
/// As [`Tx::all`].
pub fn with(tx: &mut Tx<'_>, word: &str, after: ContactId, limit: i64) -> Result<Vec<ContactId>> {
    tx.all(&WITH, args![word, after.0, limit], |row| Ok(ContactId(row.get(0)?)))
}

/// Those of `contacts` that have this word.
///
/// # Errors
/// As [`Tx::all`].
pub fn among(tx: &mut Tx<'_>, word: &str, contacts: &[i64]) -> Result<Vec<ContactId>> {
    tx.all(&AMONG, args![word, crate::lists::ids(contacts)], |row| Ok(ContactId(row.get(0)?)))
}

/// The one of `words` that the fewest contacts have, and how many have it; both as far as they are counted.
///
/// # Errors
/// As [`Tx::all`].
pub fn rarest<'w>(tx: &mut Tx<'_>, words: &'w [String]) -> Result<Option<(&'w str, usize)>> {
    let mut counted = Vec::with_capacity(words.len());
    for word in words {
        let n: i64 = tx.one(&NUMBER, args![word.as_str(), COUNTED], |row| row.get(0))?;
        counted.push((usize::try_from(n).unwrap_or(0), word.as_str()));
    }
    Ok(counted.into_iter().min().map(|(n, word)| (word, n)))
}

/// Every contact with a word that begins so, in no order and perhaps more than once; `None` when they are too many to
/// be counted.
///
/// # Errors
/// As [`Tx::all`].
pub fn all_begun(tx: &mut Tx<'_>, beginning: &str) -> Result<Option<Vec<i64>>> {
    let end = format!("{beginning}\u{10ffff}");
    let found: Vec<i64> = tx.all(&ALL_BEGUN, args![beginning, end, COUNTED], |row| row.get(0))?;
    Ok(Some(found).filter(|found| (found.len() as i64) < COUNTED))
}

/// Up to `limit` contacts below `below`, the newest first.
///
/// # Errors
/// As [`Tx::all`].
pub fn before(tx: &mut Tx<'_>, below: i64, limit: i64) -> Result<Vec<i64>> {
    tx.all(&BEFORE, args![below, limit], |row| row.get(0))
}
