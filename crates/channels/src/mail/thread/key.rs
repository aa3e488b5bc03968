//! The secret behind our marks.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// RFC 4648 §6 in lower case: mail servers may change the case of what they pass on, so there is only one case.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// An installation's secret for marks in mail. Changing it makes older marks unreadable; nothing else breaks.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl Key {
    /// A key of 32 random bytes.
    #[must_use]
    pub fn new(secret: [u8; 32]) -> Self {
        Self(secret)
    }

    /// Sixteen letters and digits (80 bits) that only the key's holder can make for `purpose` and `content`.
    pub(super) fn mark(&self, purpose: &str, content: &[&str]) -> String {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        for piece in std::iter::once(&purpose).chain(content) {
            // The length goes first so that no two lists of pieces give the same bytes.
            mac.update(&(piece.len() as u64).to_be_bytes());
            mac.update(piece.as_bytes());
        }
        let digest = mac.finalize().into_bytes();
        digest[..10].chunks(5).flat_map(base32).collect()
    }

    /// Whether `given` is the mark, in constant time.
    pub(super) fn is_mark(&self, given: &str, purpose: &str, content: &[&str]) -> bool {
        self.mark(purpose, content).as_bytes().ct_eq(given.as_bytes()).into()
    }
}

/// Five bytes as eight letters.
fn base32(five: &[u8]) -> impl Iterator<Item = char> {
    let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    (0..8).rev().map(move |place| char::from(ALPHABET[(bits >> (place * 5) & 31) as usize]))
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}
