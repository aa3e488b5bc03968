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

/// The page with what is added to a link in one order: it stands in any.
pub(crate) fn in_order(page: &str) -> String {
    const ADDED: [&str; 2] = [" rel=\"noopener noreferrer nofollow\"", " target=\"_blank\""];
    page.replace(ADDED[0], "").replace(ADDED[1], "")
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
            for property in
                value.split(';').filter_map(|one| one.split_once(':')).map(|(name, _)| name)
            {
                assert!(!MOVES_OR_LOADS.contains(&property), "{value:?} in {page:?}");
            }
        }
    }
    assert!(rest.trim_matches(['/', ' ']).is_empty(), "{rest:?} in {page:?}");
}

fn end_of_tag(rest: &str) -> Option<usize> {
    let mut quoted = false;
    rest.bytes().position(|b| {
        quoted ^= b == b'"';
        b == b'>' && !quoted
    })
}
