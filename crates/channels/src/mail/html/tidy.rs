//! Writes HTML again so that every tag is closed where its parent ends, tables have rows and rows have cells, and
//! nothing lies deeper than [`DEEPEST`]. A browser's parser repairs all that too, but some repairs cost quadratic
//! time: formatting reopened in every paragraph, content moved out of tables. Tags it would repair differently
//! lose some looks, never words.

use super::token::{Token, tokens};
use crate::mail::quote::marker;

/// Elements inside elements.
const DEEPEST: usize = 100;
/// Quotes inside quotes.
const DEEPEST_QUOTE: usize = 12;

/// Elements that are written; of any other only the content is.
pub(super) const TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "big",
    "blockquote",
    "br",
    "center",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
];

/// Attributes that are written, besides those made here.
const ATTRIBUTES: &[&str] = &[
    "align",
    "alt",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "color",
    "colspan",
    "dir",
    "face",
    "height",
    "href",
    "lang",
    "rowspan",
    "size",
    "start",
    "style",
    "title",
    "type",
    "valign",
    "width",
];

/// Elements that a paragraph cannot hold.
const BLOCKS: &[&str] = &[
    "blockquote",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "ul",
];

/// The same content, balanced.
pub(super) fn tidy(html: &str) -> String {
    let mut page = Page { out: String::with_capacity(html.len()), open: Vec::new(), hidden: None };
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
    /// A drawing or formula being left out, and how many of its kind lie in each other.
    hidden: Option<(String, usize)>,
}

impl Page {
    /// Leaves out elements that have their own rules and nothing for a mail's reader.
    fn hides(&mut self, token: &Token<'_>) -> bool {
        match (&mut self.hidden, token) {
            (Some((hidden, depth)), Token::Open { name, .. }) => {
                *depth += usize::from(name == hidden)
            }
            (Some((hidden, depth)), Token::Close(name)) if name == hidden => {
                *depth -= 1;
                if *depth == 0 {
                    self.hidden = None;
                }
            }
            (Some(_), _) => {}
            (None, Token::Open { name, .. })
                if matches!(name.as_str(), "svg" | "math" | "template" | "select" | "object") =>
            {
                self.hidden = Some((name.clone(), 1));
            }
            (None, _) => return false,
        }
        true
    }

    fn text(&mut self, text: &str) {
        if self.in_table_frame() {
            if text.trim().is_empty() {
                return;
            }
            self.enter_cell();
        }
        // A lone `<` is the only angle bracket that text can hold.
        if text == "<" { self.out.push_str("&lt;") } else { self.out.push_str(text) }
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

    fn write(&mut self, name: &str, attributes: &[(String, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        if let Some(marker) = marker(name, attributes) {
            self.attribute("data-quote", marker);
        }
        for (attribute, value) in attributes {
            if ATTRIBUTES.contains(&attribute.as_str()) {
                self.attribute(attribute, value);
            } else if name == "img" && attribute == "src" {
                let value = value.trim();
                let lower = value.get(..12).unwrap_or(value).to_ascii_lowercase();
                if lower.starts_with("cid:") || lower.starts_with("data:image/") {
                    self.attribute("src", value);
                } else if lower.starts_with("http:") || lower.starts_with("https:") {
                    self.attribute("data-remote-src", value);
                } else if lower.starts_with("//") {
                    self.attribute("data-remote-src", &format!("https:{value}"));
                }
            }
        }
        self.out.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.extend([" ", name, "=\""]);
        self.out.push_str(&value.replace('"', "&quot;"));
        self.out.push('"');
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
                self.out.extend(["</", name, ">"]);
            }
        }
    }

    /// In a table, but in no cell of it.
    fn in_table_frame(&self) -> bool {
        matches!(self.open.last(), Some(&"table" | &"thead" | &"tbody" | &"tfoot" | &"tr"))
    }

    /// Opens the row and cell that content needs.
    fn enter_cell(&mut self) {
        if self.open.last() != Some(&"tr") {
            self.push("tr");
        }
        self.push("td");
    }

    fn push(&mut self, name: &'static str) {
        self.out.extend(["<", name, ">"]);
        self.open.push(name);
    }

    /// Gets to where a row, cell or section may open; false when there is no table for it.
    fn enter_table_frame(&mut self, name: &str) -> bool {
        let Some(table) = self.find("table", &[]) else { return false };
        let keep: &[&str] = match name {
            "td" | "th" => &["tr", "tbody", "thead", "tfoot"],
            "tr" => &["tbody", "thead", "tfoot"],
            _ => &[],
        };
        let inside = self.open[table + 1..].iter().take_while(|open| keep.contains(open)).count();
        self.close_to(table + 1 + inside);
        if matches!(name, "td" | "th") && self.open.last() != Some(&"tr") {
            self.push("tr");
        }
        true
    }
}
