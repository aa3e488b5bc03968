//! Plain text as HTML.

use std::sync::LazyLock;

use regex::Regex;

/// Plain text as HTML: escaped, paragraphs at empty lines, web addresses as links.
#[must_use]
pub fn from_text(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 4);
    for paragraph in
        text.replace("\r\n", "\n").split("\n\n").filter(|paragraph| !paragraph.trim().is_empty())
    {
        html.push_str("<p>");
        for (n, line) in paragraph.trim_matches('\n').split('\n').enumerate() {
            if n > 0 {
                html.push_str("<br>\n");
            }
            linked(line, &mut html);
        }
        html.push_str("</p>\n");
    }
    html
}

static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"https?://[^\s<>"']+[^\s<>"'.,:;!?)\]]"#).expect("a constant pattern")
});

fn linked(line: &str, html: &mut String) {
    let mut at = 0;
    for link in LINK.find_iter(line) {
        escape(&line[at..link.start()], html);
        html.push_str("<a href=\"");
        escape(link.as_str(), html);
        html.push_str("\">");
        escape(link.as_str(), html);
        html.push_str("</a>");
        at = link.end();
    }
    escape(&line[at..], html);
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c if c.is_control() && c != '\t' => {}
            c => html.push(c),
        }
    }
}
