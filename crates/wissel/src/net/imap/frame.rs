//! Cutting what a server sends into responses: a line, and the literals that are announced in it (RFC 9051 §4.3).

/// What has been read of one response. Memory grows with what came, never with what was announced.
#[derive(Debug, Default)]
pub(super) struct Frame {
    bytes: Vec<u8>,
    /// Where the present line begins.
    line: usize,
    /// How much of a literal is still to come.
    literal: usize,
}

/// The response is longer than it may be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong;

impl Frame {
    /// Reads on: how many of `bytes` were used, and the response when it is whole. `most` bounds it in bytes.
    pub(super) fn feed(
        &mut self,
        bytes: &[u8],
        most: usize,
    ) -> Result<(usize, Option<Vec<u8>>), TooLong> {
        let mut used = 0;
        while used < bytes.len() {
            let rest = &bytes[used..];
            if self.literal > 0 {
                let part = rest.len().min(self.literal);
                self.bytes.extend_from_slice(&rest[..part]);
                self.literal -= part;
                used += part;
                if self.literal == 0 {
                    self.line = self.bytes.len();
                }
                continue;
            }
            let end = rest.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
            let part = &rest[..end.unwrap_or(rest.len())];
            if self.bytes.len() + part.len() > most {
                return Err(TooLong);
            }
            self.bytes.extend_from_slice(part);
            used += part.len();
            if end.is_none() {
                continue;
            }
            match self.announced() {
                Some(length) if length > most - self.bytes.len() => return Err(TooLong),
                Some(0) => self.line = self.bytes.len(),
                Some(length) => self.literal = length,
                None => return Ok((used, Some(std::mem::take(self).bytes))),
            }
        }
        Ok((used, None))
    }

    /// The length of the literal that the present line announces with its last word, `{123}`.
    fn announced(&self) -> Option<usize> {
        if is_text(&self.bytes) {
            return None;
        }
        let line = self.bytes[self.line..].strip_suffix(b"}\r\n")?;
        let digits = line.rsplit(|byte| *byte == b'{').next()?;
        if digits.len() == line.len() || digits.is_empty() || !digits.iter().all(u8::is_ascii_digit)
        {
            return None;
        }
        // More digits than a usize holds: more than anybody may send.
        Some(std::str::from_utf8(digits).ok()?.parse().unwrap_or(usize::MAX))
    }
}

/// Responses that end in free text hold no literals, whatever the text looks like.
fn is_text(response: &[u8]) -> bool {
    let mut words = response.split(|byte| *byte == b' ');
    let tag = words.next().unwrap_or_default();
    let status = words.next().unwrap_or_default();
    tag != b"*"
        || [&b"OK"[..], b"NO", b"BAD", b"BYE", b"PREAUTH"]
            .iter()
            .any(|word| status.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every response of `bytes`, fed in pieces of `size`.
    fn cut(bytes: &[u8], size: usize, most: usize) -> Result<Vec<Vec<u8>>, TooLong> {
        let (mut frame, mut whole) = (Frame::default(), Vec::new());
        for mut piece in bytes.chunks(size) {
            while !piece.is_empty() {
                let (used, response) = frame.feed(piece, most)?;
                whole.extend(response);
                piece = &piece[used..];
            }
        }
        Ok(whole)
    }

    #[test]
    fn a_response_is_its_line_and_its_literals_however_the_bytes_arrive() {
        let first = &b"* 1 FETCH (BODY[] {12}\r\nHello {9}\r\n\n UID 7)\r\n"[..];
        let second = &b"* 2 FETCH (BODY[] {0}\r\n UID 8)\r\n"[..];
        let third = &b"a1 OK done {500}\r\n"[..];
        for size in 1..40 {
            assert_eq!(
                cut(&[first, second, third].concat(), size, 1_000).unwrap(),
                [first, second, third]
            );
        }
    }

    #[test]
    fn a_literal_larger_than_allowed_is_refused_before_it_is_sent() {
        for length in ["1001", "536870912", "99999999999999999999999999"] {
            let bytes = format!("* 1 FETCH (BODY[] {{{length}}}\r\n");
            assert_eq!(cut(bytes.as_bytes(), 4, 1_000), Err(TooLong));
        }
    }

    #[test]
    fn a_line_without_end_is_refused_at_the_limit() {
        assert_eq!(cut(&[b'x'; 2_000], 16, 1_000), Err(TooLong));
    }
}
