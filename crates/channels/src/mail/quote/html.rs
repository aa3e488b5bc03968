//! Folding HTML, by the marks that mailers leave in it.

use super::{html_lines::lines, lines::Lines};
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

/// Splits HTML that [`crate::mail::html::clean`] made, by the same rules as [`super::fold`]: marked elements and
/// block quotes count as quoted lines.
#[must_use]
pub fn fold_html(html: &str) -> FoldedHtml {
    let Some(at) = Lines::new(lines(html)).cut() else {
        return FoldedHtml { fresh: html.to_owned(), quoted: None };
    };
    let open = open_at(html, at);
    let mut fresh = html[..at].to_owned();
    fresh.extend(open.iter().rev().flat_map(|name| ["</", name, ">"]));
    let quoted = open.iter().map(|name| format!("<{name}>")).collect::<String>() + &html[at..];
    FoldedHtml { fresh, quoted: Some(quoted) }
}

/// The elements open where `at` is.
fn open_at(html: &str, at: usize) -> Vec<String> {
    let mut open = Vec::new();
    for (_, token) in tokens(html).take_while(|(start, _)| *start < at) {
        match token {
            Token::Open { name, .. } if !is_void(&name) => open.push(name),
            Token::Close(_) => drop(open.pop()),
            _ => {}
        }
    }
    open
}

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img")
}
