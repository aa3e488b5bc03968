//! The images of cleaned HTML. All three functions read only what [`super::clean`] made.

/// How [`super::clean`] writes an image of the mail itself. Text cannot look like it: there `"` comes after a `<`
/// only inside a tag, and a tag's quotes are escaped.
const CID: &str = " src=\"cid:";
const REMOTE: &str = " data-remote-src=\"";

/// The content ids that the HTML shows as images, as written there.
#[must_use]
pub fn content_ids(html: &str) -> Vec<String> {
    let mut ids = Vec::new();
    in_tags(html, |tag| {
        if let Some((_, rest)) = tag.split_once(CID) {
            ids.push(unescape(rest.split('"').next().unwrap_or_default()));
        }
        tag.into()
    });
    ids
}

/// Cleaned HTML with each `cid:` image pointing to the URL that `url` gives for its content id; without one the
/// image is left without a source.
#[must_use]
pub fn resolve_cids(html: &str, url: impl Fn(&str) -> Option<String>) -> String {
    in_tags(html, |tag| {
        let Some((before, (id, after))) =
            tag.split_once(CID).and_then(|(before, rest)| Some((before, rest.split_once('"')?)))
        else {
            return tag.into();
        };
        match url(&unescape(id)) {
            Some(url) => format!(
                "{before} src=\"{}\"{after}",
                url.replace('&', "&amp;").replace('"', "&quot;")
            ),
            None => format!("{before}{after}"),
        }
    })
}

/// Cleaned HTML with the images from elsewhere loaded, for a reader who asked for it.
#[must_use]
pub fn show_remote_images(html: &str) -> String {
    in_tags(html, |tag| tag.replacen(REMOTE, " src=\"", 1))
}

/// The HTML with each `<img …>` replaced by what `change` makes of it.
pub(super) fn in_tags(html: &str, mut change: impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<img ") {
        // An attribute may hold a bare `>`: the tag ends where one stands outside quotes.
        let mut quoted = false;
        let end = rest[start..].bytes().position(|b| {
            quoted ^= b == b'"';
            b == b'>' && !quoted
        });
        let end = end.map_or(rest.len(), |n| start + n + 1);
        out.push_str(&rest[..start]);
        out.push_str(&change(&rest[start..end]));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn unescape(value: &str) -> String {
    let plain = value
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&");
    // A content id in a URL may have its `@` escaped (RFC 2392).
    plain.replace("%40", "@")
}
