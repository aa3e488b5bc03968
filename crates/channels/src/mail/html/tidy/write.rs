//! Writing text and tags.

use super::{Page, lists::ATTRIBUTES};
use crate::mail::quote::marker;

/// Bytes of text in one piece: the writer of the second step takes quadratic time on a longer one that is full of
/// `&`. A longer text is parted by comments, which the second step takes out.
const LONGEST_TEXT: usize = 1 << 10;
/// Bytes of an attribute, for the same reason; a longer one is dropped.
const LONGEST_VALUE: usize = 4 << 10;

impl Page {
    pub(super) fn text(&mut self, text: &str) {
        if self.in_table_frame() {
            if text.trim().is_empty() {
                return;
            }
            self.enter_cell();
        }
        // A lone `<` is the only angle bracket that text can hold.
        let mut rest = if text == "<" { "&lt;" } else { text };
        while self.run + rest.len() > LONGEST_TEXT {
            let (piece, after) =
                rest.split_at(safe_cut(rest, LONGEST_TEXT.saturating_sub(self.run)));
            self.out.extend([piece, "<!---->"]);
            (rest, self.run) = (after, 0);
        }
        self.out.push_str(rest);
        self.run += rest.len();
    }

    pub(super) fn write(&mut self, name: &str, attributes: &[(String, &str)]) {
        self.run = 0;
        self.out.push('<');
        self.out.push_str(name);
        // What was cleaned before has its marks already, and keeps them.
        let marked = attributes.iter().find(|(attribute, _)| attribute == "data-quote");
        if let Some(marker) = marker(name, attributes).or(marked.map(|(_, value)| *value)) {
            self.attribute("data-quote", marker);
        }
        for (attribute, value) in attributes {
            if ATTRIBUTES.contains(&attribute.as_str()) && value.len() <= LONGEST_VALUE {
                self.attribute(attribute, value);
            } else if name == "img" && matches!(attribute.as_str(), "src" | "data-remote-src") {
                let value = value.trim();
                let lower = value.get(..12).unwrap_or(value).to_ascii_lowercase();
                if value.len() > LONGEST_VALUE
                    && (value.contains('&') || !lower.starts_with("data:"))
                {
                    continue;
                }
                let own = lower.starts_with("cid:") || lower.starts_with("data:image/");
                if own && attribute == "src" {
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
}

/// A place at or shortly before `wanted` that is in no letter and no character reference (none is longer than 33 bytes).
fn safe_cut(text: &str, wanted: usize) -> usize {
    let at = text.floor_char_boundary(wanted);
    let back = text.floor_char_boundary(at.saturating_sub(40));
    text[back..at].rfind('&').map_or(at, |n| back + n)
}
