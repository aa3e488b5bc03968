//! Any text as HTML from a stranger: what is left of it cannot act.

use wissel_channels::mail::html;

/// Elements that have no end.
const VOID: [&str; 4] = ["br", "hr", "img", "wbr"];
const NEVER: [&str; 20] = [
    "script", "style", "iframe", "object", "embed", "form", "input", "button", "svg", "math",
    "link", "meta", "base", "template", "noscript", "frame", "textarea", "select", "video",
    "audio",
];

/// Properties that reach outside, or leave their place.
const MOVES_OR_LOADS: [&str; 12] = [
    "position",
    "background",
    "background-image",
    "behavior",
    "-moz-binding",
    "content",
    "display",
    "float",
    "list-style",
    "list-style-image",
    "transform",
    "z-index",
];

pub(crate) fn check(data: &[u8]) {
    let given = String::from_utf8_lossy(data);
    let clean = html::clean(&given);
    let deepest = harmless(&clean);
    assert!(clean.len() <= 40 * given.len() + 1_000, "{} became {}", given.len(), clean.len());
    // A table's own layer that is added while cleaning may reach the limit of depth, where more is left out.
    if deepest < 90 {
        let again = html::clean(&clean);
        assert_eq!(in_order(&again), in_order(&clean), "what is clean stays as it is");
    }
    let _ = html::to_text(&clean);
    harmless(&html::show_remote_images(&clean));
    harmless(&html::resolve_cids(&clean, |id| {
        Some(format!("/api/v1/attachments/{}?inline=1", id.len()))
    }));
    for id in html::content_ids(&clean) {
        assert!(!id.is_empty() || clean.contains("cid:\""), "{id:?}");
    }
    let text = html::from_text(&given);
    harmless(&html::clean(&text));
}

/// The page without what its tags say, which stands in any order and is written anew each time; and with one kind of
/// line end: a carriage return that was written as a reference is read again as the end of a line.
pub(crate) fn in_order(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, tag)) = rest.split_once('<') {
        let end = end_of_tag(tag).unwrap_or(tag.len());
        out.extend([before, "<", tag[..end].split(' ').next().unwrap_or_default(), ">"]);
        rest = tag.get(end + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    out.replace("\r\n", "\n").replace('\r', "\n")
}

/// Every tag is one that may be there, says nothing that acts, and is closed where it was opened.
/// How deep it goes.
pub(crate) fn harmless(page: &str) -> usize {
    let mut open: Vec<String> = Vec::new();
    let mut deepest = 0;
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = end_of_tag(rest).unwrap_or_else(|| panic!("a tag without end in {page:?}"));
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closed out of turn in {page:?}");
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let name = name.trim_end_matches('/');
        assert!(
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()),
            "{tag:?}"
        );
        assert!(!NEVER.contains(&name), "{tag:?}");
        said(name, attributes, page);
        if !VOID.contains(&name) {
            open.push(name.to_owned());
        }
        deepest = deepest.max(open.len());
        assert!(deepest <= 200, "too deep");
    }
    assert!(open.is_empty(), "{open:?} are never closed in {page:?}");
    deepest
}

fn said(name: &str, attributes: &str, page: &str) {
    let mut rest = attributes;
    while let Some((attribute, after)) = rest.split_once("=\"") {
        let (value, after) =
            after.split_once('"').unwrap_or_else(|| panic!("no closing quote in {page:?}"));
        rest = after.trim_start();
        let attribute = attribute.trim();
        assert!(
            attribute.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
            "{attribute:?} in {page:?}"
        );
        assert!(
            !attribute.starts_with("on") && attribute != "srcdoc" && attribute != "srcset",
            "{page:?}"
        );
        // As a browser reads a scheme: blanks and control characters in it do not count.
        let value: String =
            value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        let value = value.to_ascii_lowercase();
        if matches!(attribute, "href" | "src" | "data-remote-src") {
            let schemes: &[&str] = match (name, attribute) {
                ("a", "href") => &["http:", "https:", "mailto:", "tel:"],
                ("img", "src") => {
                    &["cid:", "data:image/", "http:", "https:", "/api/v1/attachments/"]
                }
                ("img", "data-remote-src") => &["http://", "https://"],
                _ => panic!("{attribute} at {name} in {page:?}"),
            };
            assert!(
                schemes.iter().any(|scheme| value.starts_with(scheme)),
                "{value:?} in {page:?}"
            );
        }
        if attribute == "style" {
            // What stands between quotes is a text, whatever it looks like.
            let value =
                [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")]
                    .iter()
                    .fold(value, |value, (written, meant)| value.replace(written, meant));
            let outside = flat(&value);
            for (property, _) in outside.split(';').filter_map(|one| one.split_once(':')) {
                assert!(!MOVES_OR_LOADS.contains(&property), "{value:?} in {page:?}");
            }
        }
    }
    assert!(rest.trim_matches(['/', ' ']).is_empty(), "{rest:?} in {page:?}");
}

/// What stands in no brackets and no quotes: there, a semicolon ends nothing.
fn flat(style: &str) -> String {
    let (mut depth, mut quote, mut out) = (0_usize, None, String::new());
    let mut letters = style.chars();
    while let Some(c) = letters.next() {
        match c {
            '\\' => {
                letters.next();
            }
            _ if quote.is_some() => quote = quote.filter(|quote| *quote != c),
            '"' | '\'' => quote = Some(c),
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

fn end_of_tag(rest: &str) -> Option<usize> {
    let mut quoted = false;
    rest.bytes().position(|b| {
        quoted ^= b == b'"';
        b == b'>' && !quoted
    })
}
