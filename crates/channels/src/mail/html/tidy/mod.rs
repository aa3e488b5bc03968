//! Writes HTML again so that every tag is closed where its parent ends, tables have rows and rows have cells, and
//! nothing lies deeper than [`DEEPEST`]. A browser's parser repairs all that too, but some repairs cost quadratic
//! time: formatting reopened in every paragraph, content moved out of tables. Tags it would repair differently
//! lose some looks, never words.

mod lists;
mod table;
mod write;

use super::token::{Token, tokens};
use lists::BLOCKS;
pub(super) use lists::TAGS;

/// Elements inside elements.
const DEEPEST: usize = 100;
/// Quotes inside quotes.
const DEEPEST_QUOTE: usize = 12;

/// Whether an element begins a new line.
pub(crate) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name) || matches!(name, "tr" | "thead" | "tbody" | "tfoot")
}

/// The same content, balanced.
pub(super) fn tidy(html: &str) -> String {
    let mut page =
        Page { out: String::with_capacity(html.len()), open: Vec::new(), run: 0, hidden: None };
    for (_, token) in tokens(html) {
        match token {
            _ if page.hides(&token) => {}
            Token::Text(text) => page.text(text),
            Token::Open { name, attributes } => {
                if let Some(name) = TAGS.iter().find(|tag| **tag == name) {
                    page.open(name, &attributes);
                }
            }
            Token::Close(name) => page.close(&name),
        }
    }
    page.close_to(0);
    page.out
}

struct Page {
    out: String,
    open: Vec<&'static str>,
    /// Bytes of text since the last tag.
    run: usize,
    /// A drawing or formula being left out, and how many of its kind lie in each other.
    hidden: Option<(String, usize)>,
}

impl Page {
    /// Leaves out drawings and formulas, which have rules of their own.
    fn hides(&mut self, token: &Token<'_>) -> bool {
        match (&mut self.hidden, token) {
            (Some((hidden, depth)), Token::Open { name, .. }) if name == hidden => *depth += 1,
            (Some((hidden, depth)), Token::Close(name)) if name == hidden => {
                *depth -= 1;
                if *depth == 0 {
                    self.hidden = None;
                }
            }
            // As in a browser, a block ends a drawing that was never closed.
            (Some(_), Token::Open { name, .. }) if BLOCKS.contains(&name.as_str()) => {
                self.hidden = None;
                return false;
            }
            (Some(_), _) => {}
            (None, Token::Open { name, .. }) if matches!(name.as_str(), "svg" | "math") => {
                self.hidden = Some((name.clone(), 1));
            }
            (None, _) => return false,
        }
        true
    }

    fn open(&mut self, name: &'static str, attributes: &[(String, &str)]) {
        match name {
            "tr" | "td" | "th" | "thead" | "tbody" | "tfoot" if !self.enter_table_frame(name) => {
                return;
            }
            "tr" | "td" | "th" | "thead" | "tbody" | "tfoot" => {}
            _ if self.in_table_frame() => self.enter_cell(),
            _ => {}
        }
        if BLOCKS.contains(&name) {
            self.end_open("p", &["td", "th"]);
        }
        match name {
            "li" => self.end_open("li", &["td", "th", "ul", "ol"]),
            "dd" | "dt" => {
                self.end_open("dd", &["td", "th", "dl"]);
                self.end_open("dt", &["td", "th", "dl"]);
            }
            "a" => self.end_open("a", &["td", "th"]),
            _ => {}
        }
        let void = matches!(name, "br" | "hr" | "img");
        let quotes = self.open.iter().filter(|open| **open == "blockquote").count();
        if !void && (self.open.len() >= DEEPEST || name == "blockquote" && quotes >= DEEPEST_QUOTE)
        {
            return;
        }
        self.write(name, attributes);
        if !void {
            self.open.push(name);
        }
    }

    fn close(&mut self, name: &str) {
        let barrier: &[&str] = match name {
            "table" => &[],
            "tr" | "td" | "th" | "thead" | "tbody" | "tfoot" => &["table"],
            _ => &["table", "td", "th"],
        };
        if let Some(place) = self.find(name, barrier) {
            self.close_to(place);
        }
    }

    /// Where `name` is open, unless one of `barrier` lies above it.
    fn find(&self, name: &str, barrier: &[&str]) -> Option<usize> {
        let place = self.open.iter().rposition(|open| *open == name || barrier.contains(open))?;
        (self.open[place] == name).then_some(place)
    }

    fn end_open(&mut self, name: &str, barrier: &[&str]) {
        if let Some(place) = self.find(name, barrier) {
            self.close_to(place);
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            if let Some(name) = self.open.pop() {
                self.run = 0;
                self.out.extend(["</", name, ">"]);
            }
        }
    }
}
