//! Our words in the server's spelling.

use base64::Engine;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};

const MUTF7: GeneralPurpose = GeneralPurpose::new(&IMAP_MUTF7, NO_PAD);

/// A quoted string (RFC 9051 §4.3). None when it holds what cannot be quoted.
pub(super) fn string(text: &str) -> Option<String> {
    if text.contains(['\r', '\n', '\0']) {
        return None;
    }
    Some(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// A folder's name in modified UTF-7 (RFC 3501 §5.1.3): what is not ASCII becomes `&…-`.
pub(super) fn folder(name: &str) -> String {
    let mut spelled = String::new();
    let mut foreign: Vec<u8> = Vec::new();
    for letter in name.chars() {
        if (' '..='~').contains(&letter) {
            end_foreign(&mut spelled, &mut foreign);
            spelled.push(letter);
            if letter == '&' {
                spelled.push('-');
            }
        } else {
            let mut units = [0; 2];
            foreign
                .extend(letter.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    end_foreign(&mut spelled, &mut foreign);
    spelled
}

fn end_foreign(spelled: &mut String, foreign: &mut Vec<u8>) {
    if !foreign.is_empty() {
        spelled.push('&');
        MUTF7.encode_string(&*foreign, spelled);
        spelled.push('-');
        foreign.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_spelled_as_the_standard_spells_them() {
        assert_eq!(folder("INBOX"), "INBOX");
        assert_eq!(folder("R&D"), "R&-D");
        assert_eq!(folder("~peter/mail/台北/日本語"), "~peter/mail/&U,BTFw-/&ZeVnLIqe-");
        assert_eq!(folder("Réunions 😀"), "R&AOk-unions &2D3eAA-");
    }

    #[test]
    fn a_quote_cannot_be_broken_out_of() {
        assert_eq!(string("a\"b\\c").as_deref(), Some("\"a\\\"b\\\\c\""));
        assert_eq!(string("a\r\nw9 DELETE INBOX"), None);
    }
}
