//! Where in its lines a mail begins to repeat another.

use std::borrow::Cow;

use regex::RegexSet;

use super::patterns::{
    HEADER_FROM, HEADER_MORE, INTRODUCTION, LONGEST, NAMED_INTRODUCTION, SEPARATOR,
};

/// The lines of a mail. What is told of one line looks at a few lines below it, so that all stays linear.
pub(super) struct Lines<'a> {
    /// Where each line begins, and the line without surrounding blanks.
    lines: Vec<(usize, Cow<'a, str>)>,
    /// For each line, the next one that is not empty (itself included).
    next: Vec<usize>,
    /// For each line, the first from it on that is neither empty nor quoted: everything before that is quote.
    unquoted: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(lines: Vec<(usize, Cow<'a, str>)>) -> Self {
        let (mut next, mut unquoted) =
            (vec![lines.len(); lines.len() + 1], vec![lines.len(); lines.len() + 1]);
        for n in (0..lines.len()).rev() {
            let line = &lines[n].1;
            next[n] = if line.is_empty() { next[n + 1] } else { n };
            unquoted[n] =
                if line.is_empty() || line.starts_with('>') { unquoted[n + 1] } else { n };
        }
        Self { lines, next, unquoted }
    }

    /// Where the repeated mail begins.
    pub(super) fn cut(&self) -> Option<usize> {
        let mut fresh = false;
        let mut n = 0;
        while n < self.lines.len() {
            let line = &self.lines[n].1;
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
        let line = &self.lines[n].1;
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
        SEPARATOR.is_match(line)
            || self.header(n)
            || is_rule(line) && self.header_below(self.next[n + 1])
    }

    /// How many lines of announcement begin here, of any kind.
    fn announcement(&self, n: usize) -> Option<usize> {
        let line = &self.lines[n].1;
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
            // Every one of them begins with a date or soon comes to it.
            if !said.bytes().any(|b| b.is_ascii_digit()) {
                return None;
            }
            let named = length == 1 && NAMED_INTRODUCTION.is_match(&said);
            if line.ends_with(':') && (named || INTRODUCTION.is_match(&said)) {
                return Some(length);
            }
        }
        None
    }

    /// A repeated header in any order, as it may follow a drawn line: three fields, one of them `From:`.
    fn header_below(&self, n: usize) -> bool {
        let fields = |set: &RegexSet| {
            self.lines
                .iter()
                .skip(n)
                .take(12)
                .filter(|(_, line)| line.len() <= LONGEST && set.is_match(line))
                .count()
        };
        let (from, more) = (fields(&HEADER_FROM), fields(&HEADER_MORE));
        from > 0 && from + more >= 3
    }

    /// A repeated header: `From:` and at least two of its companions in the lines below.
    fn header(&self, n: usize) -> bool {
        let Some((_, first)) = self.lines.get(n) else { return false };
        if first.len() > LONGEST || !HEADER_FROM.is_match(first) {
            return false;
        }
        let below = self.lines[n + 1..]
            .iter()
            .take(12)
            .filter(|(_, line)| line.len() <= LONGEST && HEADER_MORE.is_match(line));
        below.count() >= 2
    }
}

/// A drawn line.
fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.bytes().all(|b| b == b'_' || b == b'-')
}
