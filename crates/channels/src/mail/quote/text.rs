//! Folding plain text.

use super::lines::Lines;

/// A text split in two, each character kept: `fresh` followed by `quoted` is the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Folded<'a> {
    /// What the writer added, with the signature.
    pub fresh: &'a str,
    /// The repeated mail below it, when there is one.
    pub quoted: Option<&'a str>,
}

/// Splits a text body where a repeated mail begins and nothing new follows. Answers written below or between the
/// quoted lines stay in `fresh`, which has words whenever the text has. Linear in the length of `text`.
#[must_use]
pub fn fold(text: &str) -> Folded<'_> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        at += line.len();
        (at - line.len(), line.trim().into())
    });
    match Lines::new(lines.collect()).cut() {
        Some(at) => Folded { fresh: &text[..at], quoted: Some(&text[at..]) },
        None => Folded { fresh: text, quoted: None },
    }
}
