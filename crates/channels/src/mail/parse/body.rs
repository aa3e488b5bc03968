//! The words of a mail and what is attached to it.

use super::{Cut, Limits, Part, html, mime};
use crate::mail::mime::{Headers, Leaf};

/// What a reader sees.
pub(super) struct Body {
    pub(super) text: String,
    pub(super) html: Option<String>,
    pub(super) attachments: Vec<Part>,
}

/// One piece of the body: the same words as plain text, as HTML, or as both.
#[derive(Default)]
struct Piece {
    alternative: Option<usize>,
    plain: String,
    html: String,
}

pub(super) fn read(leaves: Vec<Leaf<'_>>, limits: &Limits, cuts: &mut Vec<Cut>) -> Body {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut attachments = Vec::new();
    for leaf in leaves {
        match role(&leaf) {
            Role::Unwanted => {}
            Role::Attachment => {
                attachments.extend(attachment(&leaf, attachments.len() + 1, limits, cuts))
            }
            Role::Plain | Role::Html => add(&mut pieces, &leaf, limits, cuts),
        }
    }
    let html = whole_html(&pieces, limits, cuts);
    let text = whole_text(&pieces, limits, cuts);
    let shown = html.as_deref().map(html::content_ids).unwrap_or_default();
    for part in &mut attachments {
        part.inline = part.content_id.as_ref().is_some_and(|id| shown.contains(id));
    }
    Body { text, html, attachments }
}

enum Role {
    Plain,
    Html,
    Attachment,
    Unwanted,
}

fn role(leaf: &Leaf<'_>) -> Role {
    let attached = leaf
        .headers
        .typed("Content-Disposition")
        .is_some_and(|given| given.ctype().eq_ignore_ascii_case("attachment"));
    match leaf.media_type.as_str() {
        "text/plain" if !attached && leaf.headers.file_name().is_none() => Role::Plain,
        "text/html" if !attached && leaf.headers.file_name().is_none() => Role::Html,
        // Another way to say what the text says, for one company's readers.
        "text/x-amp-html" | "text/watch-html" | "text/enriched"
            if leaf.alternative.is_some() && !attached =>
        {
            Role::Unwanted
        }
        _ => Role::Attachment,
    }
}

/// A body is at most so many times as long as what it says: quoted-printable takes three bytes for one.
const LONGER: usize = 4;

fn add(pieces: &mut Vec<Piece>, leaf: &Leaf<'_>, limits: &Limits, cuts: &mut Vec<Cut>) {
    // What will be cut anyway is not decoded: it would fill memory several times over.
    let (limit, cut) = match leaf.media_type.as_str() {
        "text/html" => (limits.html, Cut::Html),
        _ => (limits.text, Cut::Text),
    };
    let so_far: usize = pieces.iter().map(|piece| piece.plain.len() + piece.html.len()).sum();
    let room = (LONGER * limit).saturating_sub(so_far);
    if leaf.body.len() > room {
        note(cut, cuts);
    }
    let text = decoded(leaf, &leaf.body[..leaf.body.len().min(room)]);
    if !pieces
        .last()
        .is_some_and(|piece| leaf.alternative.is_some() && piece.alternative == leaf.alternative)
    {
        pieces.push(Piece { alternative: leaf.alternative, ..Piece::default() });
    }
    if let Some(piece) = pieces.last_mut() {
        let so_far =
            if leaf.media_type == "text/html" { &mut piece.html } else { &mut piece.plain };
        if !so_far.is_empty() && !so_far.ends_with('\n') {
            so_far.push('\n');
        }
        so_far.push_str(&text);
    }
}

/// The text of a part: transfer encoding, letters, line ends and soft breaks undone.
fn decoded(leaf: &Leaf<'_>, body: &[u8]) -> String {
    let bytes = mime::decode_transfer(
        body,
        &leaf.headers.word("Content-Transfer-Encoding").unwrap_or_default(),
    );
    let text = mime::decode_charset(&bytes, leaf.headers.parameter("charset"));
    let text = text.replace("\r\n", "\n");
    let text: String =
        text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    let parameter = |name| leaf.headers.parameter(name).unwrap_or_default();
    if leaf.media_type == "text/plain" && parameter("format").eq_ignore_ascii_case("flowed") {
        return mime::unflow(&text, parameter("delsp").eq_ignore_ascii_case("yes"));
    }
    text
}

fn whole_html(pieces: &[Piece], limits: &Limits, cuts: &mut Vec<Cut>) -> Option<String> {
    if pieces.iter().all(|piece| piece.html.trim().is_empty()) {
        return None;
    }
    let mut html = String::new();
    for piece in pieces {
        if piece.html.trim().is_empty() {
            html.push_str(&html::from_text(&piece.plain));
        } else {
            html.push_str(&piece.html);
        }
    }
    Some(clean(html, limits, cuts))
}

fn whole_text(pieces: &[Piece], limits: &Limits, cuts: &mut Vec<Cut>) -> String {
    let mut text = String::new();
    for piece in pieces {
        let said = if piece.plain.trim().is_empty() && !piece.html.is_empty() {
            html::to_text(&clean(piece.html.clone(), limits, cuts))
        } else {
            piece.plain.clone()
        };
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&said);
    }
    shorten(&mut text, limits.text, Cut::Text, cuts);
    text.truncate(text.trim_end().len());
    text
}

/// As much of the page as may be shown.
fn clean(mut html: String, limits: &Limits, cuts: &mut Vec<Cut>) -> String {
    shorten(&mut html, limits.html, Cut::Html, cuts);
    if let Some((end, _)) = html.match_indices('<').nth(limits.tags) {
        shorten(&mut html, end, Cut::Html, cuts);
    }
    html::clean(&html)
}

fn shorten(text: &mut String, limit: usize, cut: Cut, cuts: &mut Vec<Cut>) {
    if text.len() > limit {
        text.truncate(text.floor_char_boundary(limit));
        note(cut, cuts);
    }
}

fn note(cut: Cut, cuts: &mut Vec<Cut>) {
    if !cuts.contains(&cut) {
        cuts.push(cut);
    }
}

fn attachment(
    leaf: &Leaf<'_>,
    number: usize,
    limits: &Limits,
    cuts: &mut Vec<Cut>,
) -> Option<Part> {
    let bytes = mime::decode_transfer(
        leaf.body,
        &leaf.headers.word("Content-Transfer-Encoding").unwrap_or_default(),
    );
    let subject =
        || (leaf.media_type == "message/rfc822").then(|| forwarded_name(&bytes, limits)).flatten();
    let given = leaf.headers.file_name().map(str::to_owned).or_else(subject);
    let name = mime::safe_name(given.as_deref(), &leaf.media_type, number);
    if bytes.len() > limits.attachment {
        cuts.push(Cut::Attachment { name, size: bytes.len() });
        return None;
    }
    let content_id = leaf.headers.ids("Content-ID").into_iter().next();
    let media_type = leaf.media_type.clone();
    Some(Part { name, media_type, content_id, inline: false, bytes: bytes.into_owned() })
}

/// A forwarded mail is named after its subject.
fn forwarded_name(mail: &[u8], limits: &Limits) -> Option<String> {
    let (headers, _) = Headers::read(mail, limits, &mut Vec::new());
    let subject = headers.text("Subject").filter(|subject| !subject.is_empty())?;
    Some(format!("{}.eml", subject.replace(['/', '\\'], "_")))
}
