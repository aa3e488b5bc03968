//! Cleaned HTML as plain text.

use super::{Token, tokens};

/// The words of HTML that [`super::clean`] made, as plain text: paragraphs apart, list items marked, quotes with
/// `> ` before each line, links followed by their address when it is not what they say.
#[must_use]
pub fn to_text(html: &str) -> String {
    let mut page = Page::default();
    for (_, token) in tokens(html) {
        match token {
            Token::Text(text) => page.text(&unescape(text)),
            Token::Open { name, attributes } => page.open(&name, &attributes),
            Token::Close(name) => page.close(&name),
        }
    }
    page.out.truncate(page.out.trim_end().len());
    page.out
}

#[derive(Default)]
struct Page {
    out: String,
    quotes: usize,
    /// The open lists: the next item's number, where items have one.
    lists: Vec<Option<u32>>,
    /// How long the text was after the last item's mark.
    item: usize,
    pre: usize,
    /// Line ends owed before the next word.
    breaks: usize,
    /// A blank owed before the next word.
    blank: bool,
    /// Where the open link points and where its text began.
    link: Option<(String, usize)>,
}

impl Page {
    fn open(&mut self, name: &str, attributes: &[(String, &str)]) {
        let value = |wanted: &str| {
            attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| unescape(value))
        };
        match name {
            "br" => self.line(),
            "hr" => {
                self.apart(1);
                self.word("---");
                self.apart(1);
            }
            "img" => self.text(
                &value("alt")
                    .filter(|alt| !alt.trim().is_empty())
                    .map(|alt| format!("[{}]", alt.trim()))
                    .unwrap_or_default(),
            ),
            "ul" | "ol" => {
                self.block(name);
                let first = value("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                self.lists.push((name == "ol").then_some(first));
            }
            "li" => {
                self.apart(1);
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number = number.saturating_add(1);
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                self.word(&mark);
                self.item = self.out.len();
            }
            "blockquote" => {
                self.apart(2);
                self.quotes += 1;
            }
            "a" => self.link = value("href").map(|href| (href, self.out.len())),
            "td" | "th" => self.blank = true,
            "pre" => {
                self.apart(2);
                self.pre += 1;
            }
            _ => self.block(name),
        }
    }

    /// An element of its own lines. In a list the lines stand close, and the first begins beside the item's mark.
    fn block(&mut self, name: &str) {
        let lines = if self.lists.is_empty() { gap(name) } else { gap(name).min(1) };
        if self.item == 0 || self.item != self.out.len() {
            self.apart(lines);
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "blockquote" => {
                self.apart(2);
                self.quotes = self.quotes.saturating_sub(1);
            }
            "a" => {
                if let Some((href, start)) = self.link.take() {
                    let said = self.out[start..].trim();
                    let bare =
                        href.strip_prefix("mailto:").or(href.strip_prefix("tel:")).unwrap_or(&href);
                    if !said.is_empty() && !said.contains(bare.trim_end_matches('/')) {
                        self.text(&format!(" ({bare})"));
                    }
                }
            }
            "pre" => {
                self.apart(2);
                self.pre = self.pre.saturating_sub(1);
            }
            "ul" | "ol" => {
                self.lists.pop();
                self.block(name);
            }
            _ => self.block(name),
        }
    }

    fn text(&mut self, text: &str) {
        if self.pre > 0 {
            for (n, line) in text.split('\n').enumerate() {
                if n > 0 {
                    self.line();
                }
                self.word(line);
            }
            return;
        }
        let mut words = text.split([' ', '\t', '\n', '\r', '\x0C']);
        self.word(words.next().unwrap_or_default());
        for word in words {
            self.blank = true;
            self.word(word);
        }
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        if self.out.is_empty() {
            self.breaks = 0;
            self.blank = false;
            self.prefix();
        }
        if self.breaks > 0 {
            for n in (0..self.breaks).rev() {
                self.out.push('\n');
                if n == 0 {
                    self.prefix();
                }
            }
            self.breaks = 0;
        } else if self.blank && !self.out.ends_with(' ') {
            self.out.push(' ');
        }
        self.blank = false;
        self.out.push_str(word);
    }

    fn prefix(&mut self) {
        self.out.extend(std::iter::repeat_n("> ", self.quotes));
    }

    /// One more line end, at most an empty line.
    fn line(&mut self) {
        self.breaks = (self.breaks + 1).min(3);
    }

    fn apart(&mut self, lines: usize) {
        self.breaks = self.breaks.max(lines);
    }
}

/// Line ends around an element.
fn gap(name: &str) -> usize {
    match name {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" => 2,
        "div" | "center" | "li" | "dt" | "dd" | "table" | "tr" | "tbody" | "thead" | "tfoot" => 1,
        _ => 0,
    }
}

/// The five references that the cleaner writes.
pub(crate) fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}
