//! Any text and any page folded: nothing is lost, and something new stays in sight.

use wissel_channels::mail::{html, quote};

use super::html::harmless;

pub(crate) fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let folded = quote::fold(&text);
    assert_eq!(format!("{}{}", folded.fresh, folded.quoted.unwrap_or_default()), text);
    if folded.quoted.is_some() {
        assert!(
            folded.fresh.chars().any(char::is_alphanumeric),
            "an answer that is all quote is shown"
        );
    }
    let page = html::clean(&text);
    let folded = quote::fold_html(&page);
    harmless(&folded.fresh);
    let whole = words(&page);
    let mut pieces = words(&folded.fresh);
    if let Some(quoted) = &folded.quoted {
        harmless(quoted);
        pieces += &words(quoted);
    }
    assert_eq!(sorted(&pieces), sorted(&whole), "every letter is in one of the two");
}

/// The letters that a reader sees.
fn words(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let mut quoted = false;
        let end = tag.bytes().position(|b| {
            quoted ^= b == b'"';
            b == b'>' && !quoted
        });
        rest = end.map_or("", |end| &tag[end + 1..]);
    }
    text.push_str(rest);
    text.retain(|c| !c.is_whitespace());
    text
}

fn sorted(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters
}
