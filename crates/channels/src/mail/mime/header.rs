//! One header block.

use std::sync::LazyLock;

use jiff::Timestamp;
use mail_parser::{
    Address, ContentType, HeaderName, HeaderValue, MessageParser,
    decoders::charsets::map::charset_decoder,
};

use crate::mail::{Cut, Limits, Mailbox, address::one_line};

static PARSER: LazyLock<MessageParser> = LazyLock::new(|| {
    MessageParser::new()
        .with_mime_headers()
        .with_address_headers()
        .with_message_ids()
        .header_id(HeaderName::ReturnPath)
        .header_text(HeaderName::Subject)
        .ignore_header(HeaderName::Received)
        .default_header_raw()
});

/// The fields of a header block, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Headers(Vec<mail_parser::Header<'static>>);

impl Headers {
    /// Reads the block that `raw` begins with and gives the rest, which is the body.
    pub(crate) fn read<'a>(
        raw: &'a [u8],
        limits: &Limits,
        cuts: &mut Vec<Cut>,
    ) -> (Self, &'a [u8]) {
        let (block, body) = split(raw);
        let block = bounded(block, limits, cuts);
        let message = PARSER.parse_headers(&block);
        let fields = message.and_then(|mut message| message.parts.drain(..).next());
        let fields = fields.map(|part| part.headers).unwrap_or_default();
        // RFC 5322 §2.2: a name is visible ASCII. Anything else with a colon in it is not a field, it is noise.
        let named = |field: &mail_parser::Header<'_>| {
            field.name.as_str().bytes().all(|b| b.is_ascii_graphic())
        };
        let fields = fields.into_iter().filter(named).map(mail_parser::Header::into_owned);
        (Self(fields.collect()), body)
    }

    /// True when there was not one field.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True when there is a field `name`, even an empty one.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// The sender noted at final delivery: `Some("")` for `<>`.
    pub(crate) fn return_path(&self) -> Option<String> {
        self.has("Return-Path").then(|| self.ids("Return-Path").pop().unwrap_or_default())
    }

    /// Every value of the field `name`, in order.
    fn all(&self, name: &str) -> impl Iterator<Item = &HeaderValue<'static>> {
        self.0
            .iter()
            .filter(move |field| field.name.as_str().eq_ignore_ascii_case(name))
            .map(|field| &field.value)
    }

    /// The texts of every field `name`, each on one line.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        self.all(name).filter_map(|value| value.as_text()).map(one_line).collect()
    }

    /// The text of the first field `name`.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.texts(name).into_iter().next()
    }

    /// The first word of the first field `name` in lower case, up to a semicolon or blank.
    pub(crate) fn word(&self, name: &str) -> Option<String> {
        let text = self.text(name)?.to_ascii_lowercase();
        Some(text.split([';', ' ', '(']).next().unwrap_or_default().to_owned())
    }

    /// The addresses of every field `name`, each once.
    pub(crate) fn mailboxes(&self, name: &str) -> Vec<Mailbox> {
        let mut found: Vec<Mailbox> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for address in self.all(name).filter_map(HeaderValue::as_address).flat_map(Address::iter) {
            let mailbox = address.address().and_then(|text| Mailbox::new(address.name(), text));
            if let Some(mailbox) = mailbox.filter(|mailbox| seen.insert(mailbox.address.clone())) {
                found.push(mailbox);
            }
        }
        found
    }

    /// The message ids in every field `name`, in order. Of a very long list only the newest 200 are kept.
    pub(crate) fn ids(&self, name: &str) -> Vec<String> {
        let texts = self.all(name).filter_map(HeaderValue::as_text_list).flatten();
        let clean = |id: &str| {
            id.chars()
                .filter(|c| !c.is_whitespace() && !c.is_control() && !"<>".contains(*c))
                .collect::<String>()
        };
        let mut ids: Vec<String> =
            texts.map(|id| clean(id)).filter(|id| !id.is_empty() && id.len() <= 998).collect();
        ids.dedup();
        ids.split_off(ids.len().saturating_sub(200))
    }

    /// When the writer's clock said it was written (RFC 5322 §3.3).
    pub(crate) fn date(&self) -> Option<Timestamp> {
        let parser = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true);
        parser.parse_timestamp(self.text("Date")?).ok()
    }

    /// The field `name` as a media type or disposition with parameters.
    pub(crate) fn typed(&self, name: &str) -> Option<&ContentType<'static>> {
        self.all(name).find_map(HeaderValue::as_content_type)
    }

    /// The media type in lower case without parameters, if one is given.
    pub(crate) fn media_type(&self) -> Option<String> {
        let given = self.typed("Content-Type")?;
        let media_type =
            format!("{}/{}", given.ctype(), given.subtype().unwrap_or("*")).to_ascii_lowercase();
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"/.+-_*".contains(&b);
        Some(if media_type.len() <= 127 && media_type.bytes().all(plain) {
            media_type
        } else {
            "application/octet-stream".to_owned()
        })
    }

    /// A parameter of the media type.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.typed("Content-Type")?.attribute(name)
    }

    /// The file name that the part asks for.
    pub(crate) fn file_name(&self) -> Option<&str> {
        let disposition =
            self.typed("Content-Disposition").and_then(|given| given.attribute("filename"));
        disposition.or_else(|| self.parameter("name")).filter(|name| !name.trim().is_empty())
    }
}

/// The block up to the first empty line, and what follows that line.
fn split(raw: &[u8]) -> (&[u8], &[u8]) {
    let mut start = 0;
    while let Some(length) = raw[start..].iter().position(|b| *b == b'\n') {
        let line = &raw[start..start + length];
        if line.is_empty() || line == b"\r" {
            return (&raw[..start], &raw[start + length + 1..]);
        }
        start += length + 1;
    }
    (raw, &[])
}

/// The block within the limits, in Unicode, and closed by an empty line. Bytes that are not UTF-8 are read as
/// Windows-1252, which is what a mailer that does not encode its headers most often means.
fn bounded(block: &[u8], limits: &Limits, cuts: &mut Vec<Cut>) -> Vec<u8> {
    let mut out = Vec::with_capacity(block.len().min(limits.header) + 4);
    let (mut field, mut cut) = (0, false);
    for line in block.split_inclusive(|b| *b == b'\n') {
        field = if line.starts_with(b" ") || line.starts_with(b"\t") {
            field + line.len()
        } else {
            line.len()
        };
        let room = limits.header.saturating_sub(out.len());
        let room = room.min((limits.field + line.len()).saturating_sub(field));
        cut |= line.len() > room;
        out.extend(line[..line.len().min(room)].iter().filter(|b| **b != 0));
        if line.len() > room && room > 0 {
            out.extend(b"\r\n");
        }
    }
    if cut && !cuts.contains(&Cut::Header) {
        cuts.push(Cut::Header);
    }
    if std::str::from_utf8(&out).is_err()
        && let Some(decode) = charset_decoder(b"windows-1252")
    {
        out = decode(&out).into_bytes();
    }
    out.extend(b"\r\n\r\n");
    out
}
