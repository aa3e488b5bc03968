//! Secret settings at rest, sealed with the desk's key: AES-256-GCM (NIST SP 800-38D), keys derived by HKDF-SHA256
//! (RFC 5869).
//!
//! A sealed text is `v1:` and base64url of nonce and ciphertext. The purpose ("channel 3 imap_password") is part of
//! what is authenticated, so a sealed text copied to another place does not open there.

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Nonce, Payload};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use wissel_model::{Error, Result};

/// Bytes of a key.
pub const KEY: usize = 32;

/// Bytes of a nonce.
pub const NONCE: usize = 12;

const VERSION: &str = "v1:";

/// Seals and opens.
#[derive(Clone)]
pub struct Sealer {
    /// The extracted key, from which every other one is expanded.
    root: [u8; KEY],
}

impl Sealer {
    /// Works with the key of the desk's key file.
    #[must_use]
    pub fn new(key: [u8; KEY]) -> Self {
        Self { root: mac(b"wissel", &[&key]) }
    }

    /// A key for one purpose; knowing it tells nothing about the others.
    #[must_use]
    pub fn subkey(&self, purpose: &str) -> [u8; KEY] {
        // One block of output is all we need, so there is only the first.
        mac(&self.root, &[purpose.as_bytes(), &[1]])
    }

    /// Seals `plain`. `nonce` must be random and new each time.
    #[must_use]
    pub fn seal(&self, purpose: &str, plain: &str, nonce: [u8; NONCE]) -> String {
        let payload = Payload { msg: plain.as_bytes(), aad: purpose.as_bytes() };
        let sealed = self
            .cipher()
            .encrypt(&Nonce::<Aes256Gcm>::from(nonce), payload)
            .expect("only a text of 64 GiB is too long to seal");
        let mut bytes = nonce.to_vec();
        bytes.extend(sealed);
        format!("{VERSION}{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Opens what [`Sealer::seal`] made for the same purpose.
    ///
    /// # Errors
    /// `Refused("secret.unreadable")` for another key, another purpose or a text that was changed.
    pub fn open(&self, purpose: &str, sealed: &str) -> Result<String> {
        self.try_open(purpose, sealed).ok_or_else(|| Error::refused("secret.unreadable"))
    }

    fn try_open(&self, purpose: &str, sealed: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed.strip_prefix(VERSION)?).ok()?;
        let (nonce, msg) = bytes.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg, aad: purpose.as_bytes() };
        let plain = self.cipher().decrypt(&Nonce::<Aes256Gcm>::from(*nonce), payload).ok()?;
        String::from_utf8(plain).ok()
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(&self.subkey("seal").into())
    }
}

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; KEY] {
    let mut mac =
        <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "a password with ünicode";

    #[test]
    fn what_was_sealed_opens_for_the_same_purpose_only() {
        let sealer = Sealer::new([7; KEY]);
        let sealed = sealer.seal("channel 3 imap", SECRET, [1; NONCE]);
        assert!(sealed.starts_with("v1:") && !sealed.contains("password"));
        assert_eq!(sealer.open("channel 3 imap", &sealed).unwrap(), SECRET);
        assert_eq!(
            sealer.open("channel 4 imap", &sealed),
            Err(Error::refused("secret.unreadable"))
        );
        assert!(Sealer::new([8; KEY]).open("channel 3 imap", &sealed).is_err());
    }

    #[test]
    fn a_changed_text_does_not_open() {
        let sealer = Sealer::new([7; KEY]);
        let sealed = sealer.seal("x", SECRET, [1; NONCE]);
        for i in 0..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[i] = if changed[i] == b'A' { b'B' } else { b'A' };
            assert!(sealer.open("x", &String::from_utf8(changed).unwrap()).is_err(), "byte {i}");
        }
        assert!(sealer.open("x", "").is_err());
        assert!(sealer.open("x", "v1:").is_err());
        assert!(sealer.open("x", "v2:AAAA").is_err());
    }

    #[test]
    fn subkeys_differ_by_purpose_and_stay_the_same() {
        let sealer = Sealer::new([7; KEY]);
        assert_ne!(sealer.subkey("sessions"), sealer.subkey("seal"));
        assert_eq!(sealer.subkey("sessions"), Sealer::new([7; KEY]).subkey("sessions"));
    }

    #[test]
    fn keys_are_derived_as_rfc_5869_says() {
        // Appendix A.1 has other lengths, so extract and expand are checked by its first 32 bytes of output.
        let prk = mac(&(0u8..=12).collect::<Vec<_>>(), &[&[0x0b; 22]]);
        let okm = mac(&prk, &[&(0xf0u8..=0xf9).collect::<Vec<_>>(), &[1]]);
        let hex: String = okm.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
    }
}
