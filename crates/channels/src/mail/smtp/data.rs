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
    /// What has come so far, at most one byte over the limit.
    pub(super) bytes: Vec<u8>,
    /// It has a dot that another server could take for its end.
    pub(super) smuggles: bool,
}

impl Data {
    pub(super) fn new(limit: usize) -> Self {
        Self { at: At::Start, limit, bytes: Vec::new(), smuggles: false }
    }

    pub(super) fn is_too_large(&self) -> bool {
        self.bytes.len() > self.limit
    }

    /// Takes bytes that need no reading (RFC 3030).
    pub(super) fn chunk(&mut self, bytes: &[u8]) {
        let room = (self.limit + 1).saturating_sub(self.bytes.len());
        self.bytes.extend(&bytes[..bytes.len().min(room)]);
    }

    /// Takes bytes up to the end of the mail: how many were taken, and whether the end was among them.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> (usize, bool) {
        for (n, byte) in bytes.iter().enumerate() {
            if self.step(*byte) {
                return (n + 1, true);
            }
        }
        (bytes.len(), false)
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
