//! Folding plain text.

use super::patterns::{HEADER_FROM, HEADER_MORE, INTRODUCTION, LONGEST, SEPARATOR};

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
    let lines = Lines::new(text);
    match lines.cut() {
        Some(at) => Folded { fresh: &text[..at], quoted: Some(&text[at..]) },
        None => Folded { fresh: text, quoted: None },
    }
}

struct Lines<'a> {
    /// Where each line begins, and the line without surrounding blanks.
    lines: Vec<(usize, &'a str)>,
    /// For each line, the next one that is not empty (itself included).
    next: Vec<usize>,
    /// For each line, the first from it on that is neither empty nor quoted: everything before that is quote.
    unquoted: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let mut at = 0;
        let lines: Vec<_> = text
            .split_inclusive('\n')
            .map(|line| {
                at += line.len();
                (at - line.len(), line.trim())
            })
            .collect();
        let (mut next, mut unquoted) =
            (vec![lines.len(); lines.len() + 1], vec![lines.len(); lines.len() + 1]);
        for n in (0..lines.len()).rev() {
            let line = lines[n].1;
            next[n] = if line.is_empty() { next[n + 1] } else { n };
            unquoted[n] =
                if line.is_empty() || line.starts_with('>') { unquoted[n + 1] } else { n };
        }
        Self { lines, next, unquoted }
    }

    /// Where the repeated mail begins.
    fn cut(&self) -> Option<usize> {
        let mut fresh = false;
        let mut n = 0;
        while n < self.lines.len() {
            let line = self.lines[n].1;
            if fresh && self.quote_begins(n) {
                return Some(self.lines[n].0);
            }
            // What announces a repeated mail is nobody's answer.
            if let Some(length) = self.announcement(n).filter(|_| !fresh) {
                n += length;
                continue;
            }
            // A run of quoted lines that is not the end was answered below: go on behind it.
            n = if line.starts_with('>') { self.unquoted[n].max(n + 1) } else { n + 1 };
            fresh |= !line.starts_with('>') && line.chars().any(char::is_alphanumeric);
        }
        None
    }

    fn quote_begins(&self, n: usize) -> bool {
        let line = self.lines[n].1;
        if line.is_empty() || line.len() > LONGEST {
            return false;
        }
        if line.starts_with('>') {
            return self.unquoted[n] == self.lines.len();
        }
        if let Some(length) = self.introduction(n) {
            let after = self.next[n + length];
            let quoted = self.lines.get(after).is_some_and(|(_, line)| line.starts_with('>'));
            // Without `>` all that follows is the repeated mail; with it, only when nothing new comes after.
            return if quoted {
                self.unquoted[after] == self.lines.len()
            } else {
                after < self.lines.len()
            };
        }
        SEPARATOR.is_match(line) || self.header(n) || is_rule(line) && self.header(self.next[n + 1])
    }

    /// How many lines of announcement begin here, of any kind.
    fn announcement(&self, n: usize) -> Option<usize> {
        let line = self.lines[n].1;
        if let Some(length) = self.introduction(n) {
            return Some(length);
        }
        if self.header(n) {
            let more = self.lines[n + 1..]
                .iter()
                .take_while(|(_, line)| line.len() <= LONGEST && HEADER_MORE.is_match(line));
            return Some(1 + more.count());
        }
        (line.len() <= LONGEST && SEPARATOR.is_match(line)).then_some(1)
    }

    /// How many lines the introduction takes that begins here: mailers break it at 76 characters or so.
    fn introduction(&self, n: usize) -> Option<usize> {
        let mut said = String::new();
        for length in 1..=4 {
            let (_, line) = self.lines.get(n + length - 1)?;
            if line.is_empty() || line.starts_with('>') || said.len() + line.len() > LONGEST {
                return None;
            }
            if !said.is_empty() {
                said.push(' ');
            }
            said.push_str(line);
            // Every one of them has a date in it.
            if line.ends_with(':')
                && said.bytes().any(|b| b.is_ascii_digit())
                && INTRODUCTION.is_match(&said)
            {
                return Some(length);
            }
        }
        None
    }

    /// A repeated header: `From:` and at least two of its companions in the lines below.
    fn header(&self, n: usize) -> bool {
        let Some((_, first)) = self.lines.get(n) else { return false };
        if first.len() > LONGEST || !HEADER_FROM.is_match(first) {
            return false;
        }
        let below = self.lines[n + 1..]
            .iter()
            .take(8)
            .filter(|(_, line)| line.len() <= LONGEST && HEADER_MORE.is_match(line));
        below.count() >= 2
    }
}

/// Outlook's line of underscores.
fn is_rule(line: &str) -> bool {
    line.len() >= 5 && line.bytes().all(|b| b == b'_')
}
