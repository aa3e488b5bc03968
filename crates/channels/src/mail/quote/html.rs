//! Folding HTML, by the marks that mailers leave in it.

use crate::mail::html::{Token, tokens};

/// Cleaned HTML split in two; both halves are well-formed and hold every word of it between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoldedHtml {
    /// What the writer added.
    pub fresh: String,
    /// The repeated mail, when there is one.
    pub quoted: Option<String>,
}

/// What an element says about quoting: `block` is a quote, `rest` begins one that runs to the end.
pub(crate) fn marker(name: &str, attributes: &[(String, &str)]) -> Option<&'static str> {
    let value = |wanted: &str| {
        attributes.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| *value)
    };
    // Outlook on the web prefixes what came from elsewhere.
    let id = value("id").trim().trim_start_matches("x_");
    let rest = [
        "divRplyFwdMsg",
        "appendonsend",
        "OLK_SRC_BODY_SECTION",
        "reply-intro",
        "mail-editor-reference-message-container",
    ];
    if rest.contains(&id) || name == "hr" && id == "stopSpelling" {
        return Some("rest");
    }
    let blocks = [
        "gmail_quote",
        "gmail_quote_container",
        "yahoo_quoted",
        "protonmail_quote",
        "moz-cite-prefix",
        "zmail_extra",
        "tutanota_quote",
    ];
    let classes = value("class").get(..200).unwrap_or(value("class")).split_ascii_whitespace();
    if classes.map(|class| class.trim_start_matches("x_")).any(|class| blocks.contains(&class)) {
        return Some("block");
    }
    if name == "blockquote" && value("type").eq_ignore_ascii_case("cite") {
        return Some("block");
    }
    // Desktop Outlook draws a line above the repeated header and gives it no name.
    let style: String = value("style").chars().take(200).filter(|c| !c.is_whitespace()).collect();
    let drawn = name == "div"
        && style.contains("border:none;border-top:solid")
        && style.contains("padding:3.0pt0");
    drawn.then_some("rest")
}

/// Splits HTML that [`crate::mail::html::clean`] made. Nothing is folded when that would leave no words or images,
/// or when something new follows the quote.
#[must_use]
pub fn fold_html(html: &str) -> FoldedHtml {
    let whole = || FoldedHtml { fresh: html.to_owned(), quoted: None };
    let Some((at, open)) = begin(html) else { return whole() };
    let mut fresh = html[..at].to_owned();
    if !says_something(&fresh) || !says_something(&html[at..]) {
        return whole();
    }
    fresh.extend(open.iter().rev().flat_map(|name| ["</", name, ">"]));
    let quoted = open.iter().map(|name| format!("<{name}>")).collect::<String>() + &html[at..];
    FoldedHtml { fresh, quoted: Some(quoted) }
}

/// Where the quote begins that nothing new follows, and the elements open there.
fn begin(html: &str) -> Option<(usize, Vec<String>)> {
    let mut open: Vec<String> = Vec::new();
    let mut found: Option<(usize, Vec<String>)> = None;
    // The depth at which the quote being read was opened.
    let mut inside: Option<usize> = None;
    for (at, token) in tokens(html) {
        match token {
            Token::Open { name, attributes } => {
                let mark = attributes
                    .iter()
                    .find(|(name, _)| name == "data-quote")
                    .map(|(_, value)| *value);
                if inside.is_none() && mark.is_some() {
                    if found.is_none() {
                        found = Some((at, open.clone()));
                    }
                    if mark == Some("rest") {
                        return found;
                    }
                    inside = Some(open.len());
                }
                if inside.is_none() && name == "img" {
                    found = None;
                }
                if !matches!(name.as_str(), "br" | "hr" | "img") {
                    open.push(name);
                }
            }
            Token::Close(_) => {
                open.pop();
                if inside.is_some_and(|depth| open.len() <= depth) {
                    inside = None;
                }
            }
            Token::Text(text) => {
                if inside.is_none() && has_words(text) {
                    found = None;
                }
            }
        }
    }
    found
}

fn says_something(html: &str) -> bool {
    tokens(html).any(|(_, token)| match token {
        Token::Text(text) => has_words(text),
        Token::Open { name, .. } => name == "img",
        Token::Close(_) => false,
    })
}

fn has_words(text: &str) -> bool {
    text.replace("&nbsp;", " ").chars().any(char::is_alphanumeric)
}
