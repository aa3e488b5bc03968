//! Text in whatever letters it was written, whatever its label says.

use mail_parser::decoders::charsets::map::charset_decoder;

/// `bytes` as Unicode. The label is believed unless the bytes prove it wrong: UTF-8 is hard to write by accident,
/// so text that is valid UTF-8 is read as such when the label is missing, unknown or a Western single-byte one; and
/// text labelled UTF-8 that is not is read as Windows-1252, the usual culprit.
pub(crate) fn decode(bytes: &[u8], label: Option<&str>) -> String {
    let label = label.unwrap_or_default().trim().to_ascii_lowercase();
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let western = matches!(
        label.as_str(),
        "" | "utf-8"
            | "utf8"
            | "us-ascii"
            | "ascii"
            | "iso-8859-1"
            | "latin1"
            | "iso-8859-15"
            | "windows-1252"
            | "cp1252"
            | "unknown-8bit"
            | "binary"
    );
    let decoder = charset_decoder(label.as_bytes());
    if (western || decoder.is_none())
        && let Some(text) = utf8(bytes)
    {
        return text.to_owned();
    }
    let unicode = label.starts_with("utf")
        && !label.contains("16")
        && !label.contains("32")
        && !label.contains('7');
    if unicode && mostly_utf8(bytes) {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let single = charset_decoder(b"windows-1252");
    match if unicode || label.contains("ascii") { single } else { decoder.or(single) } {
        Some(decode) => decode(bytes),
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// The text, if it is UTF-8. Half a letter at the end is where a long text was cut.
fn utf8(bytes: &[u8]) -> Option<&str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 3 => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()
        }
        Err(_) => None,
    }
}

/// Whether damaged text has whole UTF-8 letters outside ASCII: then the label was right and only some bytes are bad.
fn mostly_utf8(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}
