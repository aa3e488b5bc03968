//! What somebody of ours wrote with marks: kept to the few that our own pages write, whoever sent it in.

use std::{borrow::Cow, collections::HashSet, sync::LazyLock};

use ammonia::{Builder, UrlRelative};

use super::images::{content_ids, in_tags};
use super::tidy::tidy;
use super::{Token, to_text, tokens};

/// A text with marks, cleaned, and what it names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Paragraphs, lists, quotes, code, bold, italic, links and pictures; nothing else.
    pub html: String,
    /// The same as plain text.
    pub text: String,
    /// The uploaded files that it shows as pictures, in order, each once.
    pub pictures: Vec<i64>,
    /// The users it mentions, in order, each once; only where mentions are kept.
    pub mentions: Vec<i64>,
}

/// The content id by which a text shows an uploaded file as a picture.
#[must_use]
pub fn picture(file: i64) -> String {
    format!("file-{file}@wissel")
}

/// Cleans what one of our users wrote. A mention is `<span data-mention="USER">`; where they are not kept, for example
/// in what a contact reads, its words stay. A picture is `<img src="cid:file-FILE@wissel">`; others are left out.
#[must_use]
pub fn written(html: &str, mentions: bool) -> Written {
    let guard: &Builder<'_> = if mentions { &NOTE } else { &LETTER };
    let clean = guard.clean(&tidy(html)).to_string();
    // A picture without a source shows nothing.
    let shown_only = |tag: &str| if tag.contains(" src=\"") { tag.into() } else { String::new() };
    let html = in_tags(&clean, shown_only).replace("<img>", "");
    let mut pictures: Vec<i64> = Vec::new();
    for id in content_ids(&html) {
        pictures.extend(shown(&id).filter(|id| !pictures.contains(id)));
    }
    let mut named: Vec<i64> = Vec::new();
    for (_, token) in tokens(&html) {
        let Token::Open { attributes, .. } = token else { continue };
        let user = attributes.iter().find(|(name, _)| name == "data-mention");
        named.extend(user.and_then(|(_, id)| id.parse().ok()).filter(|id| !named.contains(id)));
    }
    Written { text: to_text(&html), html, pictures, mentions: named }
}

/// The file behind a content id of ours.
fn shown(id: &str) -> Option<i64> {
    let number = id.strip_prefix("file-")?.strip_suffix("@wissel")?;
    number.parse().ok().filter(|file| picture(*file) == id)
}

fn allowed(element: &str, attribute: &str, value: &str) -> bool {
    match (element, attribute) {
        ("a", "href") => {
            let start: String = value.chars().take(8).collect::<String>().to_ascii_lowercase();
            ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| start.starts_with(scheme))
        }
        ("img", "src") => value.strip_prefix("cid:").is_some_and(|id| shown(id).is_some()),
        ("span", "data-mention") => value.parse::<i64>().is_ok_and(|user| user > 0),
        _ => true,
    }
}

fn guard(mentions: bool) -> Builder<'static> {
    let mut tags = HashSet::from([
        "a",
        "b",
        "blockquote",
        "br",
        "code",
        "em",
        "i",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "ul",
    ]);
    let mut guard = Builder::empty();
    guard.add_tag_attributes("a", &["href"]).add_tag_attributes("img", &["src", "alt"]);
    guard.add_tag_attributes("ol", &["start"]);
    if mentions {
        tags.insert("span");
        guard.add_tag_attributes("span", &["data-mention"]);
    }
    guard
        .tags(tags)
        .clean_content_tags(HashSet::from(["script", "style"]))
        .link_rel(Some("noopener noreferrer"))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "cid"]))
        .url_relative(UrlRelative::Deny)
        .attribute_filter(|element, attribute, value| {
            allowed(element, attribute, value).then_some(Cow::Borrowed(value))
        });
    guard
}

static LETTER: LazyLock<Builder<'static>> = LazyLock::new(|| guard(false));
static NOTE: LazyLock<Builder<'static>> = LazyLock::new(|| guard(true));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_pages_write_is_kept_as_it_is() {
        let html = "<p>Hi <strong>Jo</strong>,<br>see <em>this</em>:</p><ul><li><p>one</p></li></ul>\
            <blockquote><p>that</p></blockquote><pre><code>a &lt; b</code></pre>";
        assert_eq!(written(html, false).html, html);
        assert_eq!(written(html, false).text, "Hi Jo,\nsee this:\n\n- one\n\n> that\n\na < b");
    }

    #[test]
    fn what_could_do_or_show_something_else_is_not() {
        let bad = "<p style=\"position:fixed\" onclick=\"x()\">a<script>x()</script><img src=x onerror=x()>\
            <img src=\"https://e.test/a.png\"><img src=\"data:image/png;base64,AAAA\"><a href=\"javascript:x()\">b</a>\
            <iframe src=\"//e.test\"></iframe><form><input></form></p>";
        let clean = written(bad, true).html;
        assert_eq!(clean, "<p>a<a rel=\"noopener noreferrer\">b</a></p>");
    }

    #[test]
    fn pictures_and_mentions_are_known_by_their_numbers() {
        let html = "<p><span data-mention=\"5\">@Maud</span> and <span data-mention=\"x\">@x</span>\
            <img src=\"cid:file-7@wissel\" alt=\"a.png\"><img src=\"cid:file-07@wissel\"></p>";
        let note = written(html, true);
        assert_eq!((note.mentions, note.pictures), (vec![5], vec![7]));
        let letter = written(html, false);
        assert_eq!(letter.mentions, [0; 0]);
        assert_eq!(letter.text, "@Maud and @x[a.png]");
        assert!(!letter.html.contains("span"), "{}", letter.html);
    }
}
