//! Content transfer encodings (RFC 2045 §6). Decoding never fails: a damaged part is better than none.

use std::borrow::Cow;

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The content of a part whose `Content-Transfer-Encoding` is `encoding` (lower case).
pub(crate) fn decode<'a>(bytes: &'a [u8], encoding: &str) -> Cow<'a, [u8]> {
    match encoding {
        "base64" => base64(bytes).into(),
        "quoted-printable" => quoted_printable(bytes).into(),
        _ => bytes.into(),
    }
}

/// Anything outside the alphabet is skipped; padding in the middle starts afresh, as some gateways append.
fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let mut letters = Vec::with_capacity(PIECE);
    for run in bytes.split(|b| *b == b'=') {
        let letter = |b: &u8| b.is_ascii_alphanumeric() || *b == b'+' || *b == b'/';
        let mut run = run.iter().copied().filter(letter);
        loop {
            letters.clear();
            letters.extend(run.by_ref().take(PIECE));
            let last = letters.len() < PIECE;
            if letters.len() % 4 == 1 {
                letters.pop();
            }
            // Letters of the alphabet alone, in fours or with an end that is allowed, are always decoded.
            let _ = LENIENT.decode_vec(&letters, &mut out);
            if last {
                break;
            }
        }
    }
    out
}

/// Letters decoded at once, a multiple of four: a copy of a large file's would fill memory.
const PIECE: usize = 16 << 10;

/// RFC 2045 §6.7; an `=` that escapes nothing stands for itself.
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|b| *b == b'=') {
        out.extend(&rest[..at]);
        rest = &rest[at + 1..];
        let hex = |i: usize| rest.get(i).and_then(|b| char::from(*b).to_digit(16));
        if let (Some(high), Some(low)) = (hex(0), hex(1)) {
            out.push((high << 4 | low) as u8);
            rest = &rest[2..];
        } else {
            let blanks = rest.iter().take(80).take_while(|b| b" \t\r".contains(b)).count();
            match rest.get(blanks) {
                Some(b'\n') => rest = &rest[blanks + 1..],
                None => rest = &[],
                Some(_) => out.push(b'='),
            }
        }
    }
    out.extend(rest);
    out
}
