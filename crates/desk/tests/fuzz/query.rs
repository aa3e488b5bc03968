//! Anything typed into the search box: it is taken apart without falling over, and what comes out is small and clean.

use jiff::civil::Date;
use wissel_desk::search::query::{Query, What, Whose, parse};

const TODAY: Date = Date::constant(2026, 11, 22);
/// Bytes of a search that are looked at, and conditions in it.
const LONGEST: usize = 500;
const MOST: usize = 20;

pub(crate) fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let query = parse(&text, TODAY);
    assert!(query.terms.len() <= MOST, "no more terms than are allowed");
    assert!(query.number.is_none_or(|number| number > 0), "{:?}", query.number);
    for term in &query.terms {
        match &term.what {
            What::Words { words, .. } => clean(words),
            What::Named(_, name) | What::Owner(Whose::Named(name)) => {
                assert!(!name.trim().is_empty() && name.len() <= LONGEST, "{name:?}");
            }
            What::Owner(_) | What::Attachment | What::Before(_) | What::After(_) => {}
        }
    }
    // Only the last word may go on, and whoever ends with a space has finished it.
    let open = |term: &&_| {
        matches!(
            term,
            wissel_desk::search::query::Term { what: What::Words { open: true, .. }, .. }
        )
    };
    assert!(query.terms.iter().filter(open).count() <= 1);
    if text.len() < LONGEST {
        let ended = parse(&format!("{text} "), TODAY);
        assert_eq!(ended.terms.iter().filter(open).count(), 0);
        assert_eq!(closed(ended), closed(query), "a space behind it changes nothing else");
    }
}

fn clean(words: &[String]) {
    assert!(!words.is_empty(), "a term has words");
    let whole = |word: &String| !word.is_empty() && word.chars().all(char::is_alphanumeric);
    assert!(words.iter().all(whole), "words are letters and digits: {words:?}");
    assert!(words.iter().map(String::len).sum::<usize>() <= 8 * LONGEST, "words stay short");
}

/// The same search when every word is finished.
fn closed(mut query: Query) -> Query {
    for term in &mut query.terms {
        if let What::Words { open, .. } = &mut term.what {
            *open = false;
        }
    }
    query
}
