//! The lines a reader sees of an HTML mail, with the place where each begins.

use std::borrow::Cow;

use crate::mail::html::{Token, is_block, tokens, unescape};

/// The lines, each with the place before the tags that open it; quoted ones begin with `>`.
pub(super) fn lines(html: &str) -> Vec<(usize, Cow<'static, str>)> {
    let mut page = Page::default();
    for (at, token) in tokens(html) {
        match token {
            Token::Open { name, attributes } => page.open(at, &name, &attributes),
            Token::Close(name) => page.close(&name),
            Token::Text(text) if page.pre > 0 => {
                let mut start = at;
                for piece in text.split_inclusive('\n') {
                    page.text(start, piece);
                    page.end_if(piece.ends_with('\n'));
                    start += piece.len();
                }
            }
            Token::Text(text) => page.text(at, text),
        }
    }
    page.end_if(true);
    page.lines
}

#[derive(Default)]
struct Page {
    lines: Vec<(usize, Cow<'static, str>)>,
    line: String,
    /// Where the line begins, with the tags before its first word.
    start: Option<usize>,
    depth: usize,
    pre: usize,
    /// The depths at which quotes were opened.
    quotes: Vec<usize>,
    /// All that follows is repeated.
    rest: bool,
}

impl Page {
    fn open(&mut self, at: usize, name: &str, attributes: &[(String, &str)]) {
        let value = |wanted: &str| {
            attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| *value)
        };
        self.end_block(name);
        let mark = value("data-quote");
        self.rest |= mark == Some("rest");
        if mark == Some("block") || name == "blockquote" {
            self.quotes.push(self.depth);
        }
        self.start.get_or_insert(at);
        match name {
            "br" => self.end_if(true),
            "hr" => {
                self.text(at, "---");
                self.end_if(true);
            }
            // Images of one dot count readers; they say nothing.
            "img"
                if value("width")
                    .or(value("height"))
                    .is_none_or(|size| !matches!(size, "0" | "1" | "0px" | "1px")) =>
            {
                self.text(at, "[image]")
            }
            "img" => {}
            _ => {
                self.depth += 1;
                self.pre += usize::from(name == "pre");
            }
        }
    }

    fn close(&mut self, name: &str) {
        self.end_block(name);
        if self.line.is_empty() {
            self.start = None;
        }
        self.depth = self.depth.saturating_sub(1);
        self.pre -= usize::from(name == "pre" && self.pre > 0);
        if self.quotes.last() == Some(&self.depth) {
            self.quotes.pop();
        }
    }

    fn text(&mut self, at: usize, text: &str) {
        let words = unescape(text);
        if self.line.is_empty() {
            if words.trim().is_empty() {
                return;
            }
            if self.rest || !self.quotes.is_empty() {
                self.line.push_str("> ");
            }
        }
        self.start.get_or_insert(at);
        self.line.push_str(&words.replace(['\n', '\r', '\t'], " "));
    }

    /// A block is a paragraph of its own: an empty line follows it.
    fn end_block(&mut self, name: &str) {
        if is_block(name) {
            self.end_if(true);
            if let Some((start, _)) = self.lines.last().filter(|(_, line)| !line.is_empty()) {
                self.lines.push((*start, Cow::Borrowed("")));
            }
        }
    }

    /// Ends the line, if it holds anything.
    fn end_if(&mut self, ends: bool) {
        if !ends {
            return;
        }
        let line = std::mem::take(&mut self.line);
        if let Some(start) = self.start.take().filter(|_| !line.is_empty()) {
            self.lines.push((start, line.trim().to_owned().into()));
        }
    }
}
