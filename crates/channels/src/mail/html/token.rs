//! HTML cut into tags and text (the tokenizer of the HTML standard §13.2.5, without its rarest states). Linear:
//! every byte is looked at once.

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Text, its character references untouched.
    Text(&'a str),
    /// An opening tag.
    Open {
        /// Lower-case name.
        name: String,
        /// Lower-case names with their values as written, character references untouched.
        attributes: Vec<(String, &'a str)>,
    },
    /// A closing tag, lower-case name.
    Close(String),
}

/// The most attributes of one tag that are kept.
const MOST_ATTRIBUTES: usize = 40;

/// The pieces of `html`, each with the place where it begins. Comments, declarations, scripts, styles, titles and
/// whatever else is not text to a reader are left out.
pub(crate) fn tokens(html: &str) -> impl Iterator<Item = (usize, Token<'_>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = &html[at..];
            let start = at;
            match rest.find('<') {
                None if rest.is_empty() => return None,
                None => {
                    at = html.len();
                    return Some((start, Token::Text(rest)));
                }
                Some(0) => match markup(rest) {
                    (length, Some(token)) => {
                        at += length;
                        if let Token::Open { name, .. } = &token
                            && is_raw(name)
                        {
                            at += raw_text(&html[at..], name);
                            continue;
                        }
                        return Some((start, token));
                    }
                    (length, None) => at += length,
                },
                Some(length) => {
                    at += length;
                    return Some((start, Token::Text(&rest[..length])));
                }
            }
        }
    })
}

/// Elements whose content is not markup; none of them says anything to the reader of a mail.
fn is_raw(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "title"
            | "textarea"
            | "iframe"
            | "noembed"
            | "noframes"
            | "xmp"
            | "plaintext"
    )
}

/// What begins with `<`: its length and the tag it is, if it is one. A lone `<` is text.
fn markup(rest: &str) -> (usize, Option<Token<'_>>) {
    let second = rest.as_bytes().get(1).copied().unwrap_or_default();
    if rest.starts_with("<!--") {
        return (comment(rest), None);
    }
    match second {
        b'!' | b'?' => (to_angle(rest), None),
        b'/' if rest.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic) => {
            let end = rest[2..]
                .find(|c: char| c.is_ascii_whitespace() || "/>".contains(c))
                .map_or(rest.len(), |n| n + 2);
            // A closing tag may carry attributes, which mean nothing but may hold a `>`.
            let (length, _) = attributes(rest, end);
            (length, Some(Token::Close(rest[2..end].to_ascii_lowercase())))
        }
        b'/' => (to_angle(rest), None),
        letter if letter.is_ascii_alphabetic() => {
            let end = rest[1..]
                .find(|c: char| c.is_ascii_whitespace() || "/>".contains(c))
                .map_or(rest.len(), |n| n + 1);
            let (length, attributes) = attributes(rest, end);
            let name = rest[1..end].to_ascii_lowercase();
            // Only drawings and formulas can be closed where they open.
            let closed = matches!(name.as_str(), "svg" | "math") && rest[..length].ends_with("/>");
            (length, (!closed).then_some(Token::Open { name, attributes }))
        }
        _ => (1, Some(Token::Text("<"))),
    }
}

fn to_angle(rest: &str) -> usize {
    rest.find('>').map_or(rest.len(), |n| n + 1)
}

fn comment(rest: &str) -> usize {
    let body = &rest[4..];
    if body.starts_with('>') {
        return 5;
    }
    if body.starts_with("->") {
        return 6;
    }
    // Outlook hides fallbacks between two comments, so the first end counts; `--!>` ends one too.
    let ends = body.match_indices("--").find_map(|(n, _)| match body.as_bytes().get(n + 2..) {
        Some([b'>', ..]) => Some(n + 3),
        Some([b'!', b'>', ..]) => Some(n + 4),
        // `--->`: the two dashes before the `>` may overlap the ones found.
        Some([b'-', b'>', ..]) => Some(n + 4),
        _ => None,
    });
    ends.map_or(rest.len(), |n| n + 4)
}

/// Reads attributes from `at` up to and including the closing `>`; the whole rest when there is none.
fn attributes(rest: &str, mut at: usize) -> (usize, Vec<(String, &str)>) {
    let bytes = rest.as_bytes();
    let mut found: Vec<(String, &str)> = Vec::new();
    let skip = |at: &mut usize, wanted: fn(u8) -> bool| {
        while *at < bytes.len() && wanted(bytes[*at]) {
            *at += 1;
        }
    };
    loop {
        skip(&mut at, |b| b.is_ascii_whitespace() || b == b'/');
        if at >= bytes.len() {
            return (rest.len(), Vec::new());
        }
        if bytes[at] == b'>' {
            return (at + 1, found);
        }
        let name_at = at;
        at += 1;
        skip(&mut at, |b| !b.is_ascii_whitespace() && !b"/>=".contains(&b));
        let name_end = at;
        skip(&mut at, |b| b.is_ascii_whitespace());
        let mut value = "";
        if bytes.get(at) == Some(&b'=') {
            at += 1;
            skip(&mut at, |b| b.is_ascii_whitespace());
            if let Some(quote @ (b'"' | b'\'')) = bytes.get(at).copied() {
                let Some(length) = rest[at + 1..].find(char::from(quote)) else {
                    return (rest.len(), Vec::new());
                };
                value = &rest[at + 1..at + 1 + length];
                at += length + 2;
            } else {
                let value_at = at;
                skip(&mut at, |b| !b.is_ascii_whitespace() && b != b'>');
                value = &rest[value_at..at];
            }
        }
        if found.len() < MOST_ATTRIBUTES && name_end - name_at <= 40 {
            found.push((rest[name_at..name_end].to_ascii_lowercase(), value));
        }
    }
}

/// The length of the content of a raw element, up to its closing tag.
fn raw_text(rest: &str, name: &str) -> usize {
    let closes = |n: usize| {
        let tag = rest.as_bytes().get(n + 2..n + 2 + name.len()).unwrap_or_default();
        let after = rest.as_bytes().get(n + 2 + name.len()).copied().unwrap_or_default();
        tag.eq_ignore_ascii_case(name.as_bytes())
            && (after.is_ascii_whitespace() || b"/>".contains(&after))
    };
    rest.match_indices("</").map(|(n, _)| n).find(|n| closes(*n)).unwrap_or(rest.len())
}
