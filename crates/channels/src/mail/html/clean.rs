//! Makes a stranger's HTML safe to show.

use std::{borrow::Cow, collections::HashSet, sync::LazyLock};

use ammonia::{Builder, UrlRelative};

use super::tidy::{TAGS, tidy};

/// The body of `html` without scripts, forms, frames and styles that reach outside. Links open in a new window and
/// tell nobody where they came from. Images from elsewhere are not loaded: their address waits in `data-remote-src`
/// ([`super::show_remote_images`]). Images of the mail itself keep `src="cid:…"` ([`super::resolve_cids`]). An
/// element that starts quoted text carries `data-quote` ([`crate::mail::quote::fold_html`]).
#[must_use]
pub fn clean(html: &str) -> String {
    GUARD.clean(&tidy(html)).to_string()
}

/// Style properties that cannot load anything, leave their place or hide what is around them.
const STYLES: &[&str] = &[
    "background-color",
    "border",
    "border-bottom",
    "border-collapse",
    "border-color",
    "border-left",
    "border-radius",
    "border-right",
    "border-spacing",
    "border-style",
    "border-top",
    "border-width",
    "color",
    "direction",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "letter-spacing",
    "line-height",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-width",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "text-align",
    "text-decoration",
    "text-indent",
    "text-transform",
    "vertical-align",
    "white-space",
    "width",
    "word-break",
];

static GUARD: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut guard = Builder::empty();
    guard
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(HashSet::from(["script", "style"]))
        .generic_attributes(HashSet::from(["align", "data-quote", "dir", "lang", "style", "title"]))
        .add_tag_attributes("a", &["href"])
        .add_tag_attributes("img", &["src", "data-remote-src", "alt", "width", "height", "border"])
        .add_tag_attributes("font", &["color", "face", "size"])
        .add_tag_attributes("ol", &["start", "type"])
        .add_tag_attributes(
            "table",
            &["bgcolor", "border", "cellpadding", "cellspacing", "width", "height"],
        )
        .add_tag_attributes("tr", &["bgcolor", "valign", "height"])
        .add_tag_attributes("td", &["bgcolor", "colspan", "rowspan", "valign", "width", "height"])
        .add_tag_attributes("th", &["bgcolor", "colspan", "rowspan", "valign", "width", "height"])
        .add_tag_attributes("hr", &["size", "width", "color"])
        .set_tag_attribute_value("a", "target", "_blank")
        .link_rel(Some("noopener noreferrer nofollow"))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "cid", "data"]))
        .url_relative(UrlRelative::Deny)
        .filter_style_properties(STYLES.iter().copied().collect())
        .attribute_filter(|element, attribute, value| {
            allowed(element, attribute, value).then_some(Cow::Borrowed(value))
        });
    guard
});

/// What an attribute may say. `tidy` chose where an image's address goes; here it is held to that choice.
fn allowed(element: &str, attribute: &str, value: &str) -> bool {
    let scheme = |schemes: &[&str]| {
        let start: String = value.chars().take(24).collect::<String>().to_ascii_lowercase();
        schemes.iter().any(|scheme| start.starts_with(scheme))
    };
    match (element, attribute) {
        ("a", "href") => scheme(&["http:", "https:", "mailto:", "tel:"]),
        ("img", "src") => scheme(&[
            "cid:",
            "data:image/png;",
            "data:image/jpeg;",
            "data:image/jpg;",
            "data:image/gif;",
            "data:image/webp;",
        ]),
        ("img", "data-remote-src") => scheme(&["http://", "https://"]),
        (_, "data-quote") => matches!(value, "block" | "rest"),
        _ => true,
    }
}
