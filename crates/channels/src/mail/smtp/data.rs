//! The mail itself, as it comes after `DATA`: up to the line with a single dot (RFC 5321 §4.5.2).
//!
//! Only CR LF `.` CR LF ends it. A lone dot between other line ends is how one mail is smuggled inside another past
//! servers that disagree about line ends; a mail with such a dot is read to its real end and refused.

/// Where in a line we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// After CR LF, or at the very beginning.
    Start,
    /// A dot after that.
    Dot,
    /// A dot and a CR after that.
    DotCr,
    Inside,
    Cr,
    /// After an LF without CR.
    BareLf,
    BareDot,
    BareDotCr,
}

/// A mail being received.
#[derive(Debug)]
pub(super) struct Data {
    at: At,
    limit: usize,
    /// How much has come, at most one byte over the limit.
    size: usize,
    /// What of that is still here; nothing once it is too large.
    pub(super) bytes: Vec<u8>,
    /// How much of it was taken elsewhere ([`super::Session::take_held`]).
    pub(super) taken: usize,
    /// It has a dot that another server could take for its end.
    pub(super) smuggles: bool,
}

impl Data {
    pub(super) fn new(limit: usize) -> Self {
        Self { at: At::Start, limit, size: 0, bytes: Vec::new(), taken: 0, smuggles: false }
    }

    pub(super) fn is_too_large(&self) -> bool {
        self.size > self.limit
    }

    /// What is here, and how much was taken before it.
    pub(super) fn take(&mut self) -> (usize, Vec<u8>) {
        let before = self.taken;
        self.taken += self.bytes.len();
        (before, std::mem::take(&mut self.bytes))
    }

    /// Takes bytes that need no reading (RFC 3030).
    pub(super) fn chunk(&mut self, bytes: &[u8]) {
        let fits = bytes.len().min((self.limit + 1).saturating_sub(self.size));
        self.size += fits;
        if self.is_too_large() {
            // It will be refused: nobody reads it.
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(&bytes[..fits]);
        }
    }

    /// Takes bytes up to the end of the mail: how many were taken, and whether the end was among them.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> (usize, bool) {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if self.at == At::Inside {
                // Most of a mail is the inside of lines.
                let line = &bytes[at..];
                let inside = line.iter().position(|b| matches!(b, b'\r' | b'\n'));
                let inside = inside.unwrap_or(line.len());
                if inside > 0 {
                    self.chunk(&line[..inside]);
                    at += inside;
                    continue;
                }
            }
            at += 1;
            if self.step(*byte) {
                return (at, true);
            }
        }
        (at, false)
    }

    fn step(&mut self, byte: u8) -> bool {
        let inside = match byte {
            b'\r' => At::Cr,
            b'\n' => At::BareLf,
            _ => At::Inside,
        };
        let next = match (self.at, byte) {
            (At::DotCr, b'\n') => return true,
            (At::Start, b'.') => {
                self.at = At::Dot;
                return false;
            }
            (At::Dot, b'\r') => {
                self.at = At::DotCr;
                return false;
            }
            (At::Dot, b'\n') | (At::BareDot, b'\n') => {
                self.smuggles = true;
                At::BareLf
            }
            (At::BareDotCr, b'\n') => {
                self.smuggles = true;
                At::Start
            }
            (At::DotCr, _) => {
                self.chunk(b"\r");
                inside
            }
            (At::Cr, b'\n') => At::Start,
            (At::BareLf, b'.') => At::BareDot,
            (At::BareDot, b'\r') => At::BareDotCr,
            _ => inside,
        };
        self.at = next;
        self.chunk(&[byte]);
        false
    }
}
