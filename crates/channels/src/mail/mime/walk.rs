//! The parts of a mail, in order.

use super::Headers;
use crate::mail::{Cut, Limits};

/// A part without parts of its own.
#[derive(Debug)]
pub(crate) struct Leaf<'a> {
    /// Its headers.
    pub(crate) headers: Headers,
    /// Its body, still transfer-encoded.
    pub(crate) body: &'a [u8],
    /// Lower-case media type, filled in from its surroundings when it gives none.
    pub(crate) media_type: String,
    /// The outermost `multipart/alternative` it stands in: such parts say the same thing in several ways.
    pub(crate) alternative: Option<usize>,
}

struct Walk<'l, 'a> {
    limits: &'l Limits,
    cuts: &'l mut Vec<Cut>,
    leaves: Vec<Leaf<'a>>,
    seen: usize,
}

#[derive(Clone, Copy)]
struct Place {
    depth: usize,
    alternative: Option<usize>,
    digest: bool,
}

/// The leaves of the mail with these headers and this body.
pub(crate) fn walk<'a>(
    headers: Headers,
    body: &'a [u8],
    limits: &Limits,
    cuts: &mut Vec<Cut>,
) -> Vec<Leaf<'a>> {
    let mut walk = Walk { limits, cuts, leaves: Vec::new(), seen: 0 };
    walk.part(headers, body, Place { depth: 0, alternative: None, digest: false });
    walk.leaves
}

impl<'a> Walk<'_, 'a> {
    fn part(&mut self, headers: Headers, body: &'a [u8], place: Place) {
        self.seen += 1;
        let default = if place.digest { "message/rfc822" } else { "text/plain" };
        let mut media_type = headers.media_type().unwrap_or_else(|| default.to_owned());
        if media_type.starts_with("multipart/") {
            let pieces = headers
                .parameter("boundary")
                .and_then(|boundary| split(body, boundary.as_bytes(), self.room()));
            match pieces {
                Some(pieces) if place.depth < self.limits.nesting => {
                    return self.parts(&media_type, pieces, place);
                }
                Some(_) => self.cut(Cut::Nesting),
                // Declared but not there: what a broken mailer sends is almost always the text itself.
                None => "text/plain".clone_into(&mut media_type),
            }
        }
        self.leaves.push(Leaf { headers, body, media_type, alternative: place.alternative });
    }

    fn parts(&mut self, media_type: &str, pieces: Vec<&'a [u8]>, place: Place) {
        let opens = media_type == "multipart/alternative";
        let inside = Place {
            depth: place.depth + 1,
            alternative: place.alternative.or(opens.then_some(self.seen)),
            digest: media_type == "multipart/digest",
        };
        for piece in pieces {
            if self.seen >= self.limits.parts {
                return self.cut(Cut::Parts);
            }
            let (headers, body) = Headers::read(piece, self.limits, self.cuts);
            self.part(headers, body, inside);
        }
    }

    /// One more than the parts still allowed, so that too many are noticed.
    fn room(&self) -> usize {
        self.limits.parts.saturating_sub(self.seen) + 1
    }

    fn cut(&mut self, cut: Cut) {
        if !self.cuts.contains(&cut) {
            self.cuts.push(cut);
        }
    }
}

/// The pieces between the delimiter lines (RFC 2046 §5.1.1), at most `most`; `None` when there is no such line.
fn split<'a>(body: &'a [u8], boundary: &[u8], most: usize) -> Option<Vec<&'a [u8]>> {
    let mut pieces = Vec::new();
    let mut open: Option<usize> = None;
    let mut found = boundary.is_empty();
    let mut at = 0;
    for line in body.split_inclusive(|b| *b == b'\n') {
        let end = at;
        at += line.len();
        let Some(tail) = line
            .strip_prefix(b"--")
            .and_then(|rest| rest.strip_prefix(boundary))
            .map(<[u8]>::trim_ascii_end)
        else {
            continue;
        };
        if !tail.is_empty() && tail != b"--" {
            continue;
        }
        found = true;
        if let Some(start) = open {
            pieces.push(without_line_end(&body[start..end]));
        }
        open = tail.is_empty().then_some(at);
        if open.is_none() || pieces.len() >= most {
            open = None;
            break;
        }
    }
    if let Some(start) = open {
        pieces.push(&body[start..]);
    }
    (found && !boundary.is_empty()).then_some(pieces)
}

/// The line end before a delimiter belongs to the delimiter.
fn without_line_end(piece: &[u8]) -> &[u8] {
    let piece = piece.strip_suffix(b"\n").unwrap_or(piece);
    piece.strip_suffix(b"\r").unwrap_or(piece)
}
