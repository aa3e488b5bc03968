//! The words of a mail that leaves, twice: plain and as simple HTML.

use super::{Outgoing, Quote};
use crate::mail::html::from_text;

/// Bytes of the answered mail that are repeated: enough to know what it was about.
const MOST_QUOTED: usize = 64 << 10;

/// The plain text: the words, the signature under `-- ` (RFC 3676 §4.3), the repeated mail.
pub(super) fn plain(outgoing: &Outgoing) -> String {
    let mut text = outgoing.text.trim_end().to_owned();
    text.push('\n');
    if !outgoing.signature.trim().is_empty() {
        text.extend(["\n-- \n", outgoing.signature.trim_end(), "\n"]);
    }
    if let Some(quote) = &outgoing.quote {
        text.extend(["\n", quote.intro.trim(), "\n"]);
        for line in repeated(quote).lines() {
            text.push_str(if line.is_empty() || line.starts_with('>') { ">" } else { "> " });
            text.extend([line, "\n"]);
        }
    }
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// The same as HTML, made from the text or cleaned before: nothing in it is markup that somebody typed.
pub(super) fn html(outgoing: &Outgoing) -> String {
    let mut html = String::from("<!DOCTYPE html>\n<html><body>\n");
    match &outgoing.html {
        Some(marked) => html.extend([marked, "\n"]),
        None => html.push_str(&from_text(&outgoing.text)),
    }
    if !outgoing.signature.trim().is_empty() {
        html.extend([
            "<div style=\"color:#555\">-- <br>\n",
            &from_text(&outgoing.signature),
            "</div>\n",
        ]);
    }
    if let Some(quote) = &outgoing.quote {
        html.extend(["<div class=\"gmail_quote\">\n", &from_text(&quote.intro)]);
        html.push_str("<blockquote type=\"cite\" style=\"margin:0 0 0 0.8ex;border-left:1px solid #ccc;padding-left:1ex\">\n");
        html.extend([&from_text(repeated(quote)), "</blockquote>\n</div>\n"]);
    }
    html.push_str("</body></html>\n");
    html
}

fn repeated(quote: &Quote) -> &str {
    let text = quote.text.trim();
    &text[..text.floor_char_boundary(MOST_QUOTED)]
}
