//! Cleaning HTML.

use wissel_channels::mail::html::{
    clean, content_ids, from_text, resolve_cids, show_remote_images, to_text,
};

#[test]
fn nothing_that_acts_survives() {
    for (given, expected) in [
        ("<p onclick=x()>hi</p>", "<p>hi</p>"),
        ("<script>alert(1)</script>hi", "hi"),
        ("<scr<script>ipt>alert(1)</script>", "ipt&gt;alert(1)"),
        (
            "<style>p{}</style><p style='position:fixed;color:red;background:url(http://x)'>hi</p>",
            "<p style=\"color:red\">hi</p>",
        ),
        (
            "<a href='javascript:alert(1)'>x</a>",
            "<a target=\"_blank\" rel=\"noopener noreferrer nofollow\">x</a>",
        ),
        (
            "<a href=' java\nscript:alert(1)'>x</a>",
            "<a target=\"_blank\" rel=\"noopener noreferrer nofollow\">x</a>",
        ),
        (
            "<a href='data:text/html,x'>x</a>",
            "<a rel=\"noopener noreferrer nofollow\" target=\"_blank\">x</a>",
        ),
        ("<form action=x><input value=y>hi</form>", "hi"),
        ("<iframe src=x></iframe><object data=x>y</object>hi", "yhi"),
        ("<svg><script>alert(1)</script></svg>hi", "hi"),
        ("<svg/onload=alert(1)>hi", ""),
        ("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "<table></table>"),
        (
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<p title=\"&lt;/noscript&gt;&lt;img src=x onerror=alert(1)&gt;\"></p>",
        ),
        (
            "<meta http-equiv=refresh content='0;url=http://x'><base href=//x><link rel=stylesheet href=x>hi",
            "hi",
        ),
        ("<!--[if mso]><p>old</p><![endif]--><p>new</p>", "<p>new</p>"),
        ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"),
        ("<p data-quote=evil data-remote-src=x>hi</p>", "<p>hi</p>"),
    ] {
        assert_eq!(clean(given), expected, "{given}");
    }
}

#[test]
fn links_open_elsewhere_and_tell_nobody() {
    let expected = r#"<a href="https://x.test/?a=1&amp;b" target="_blank" rel="noopener noreferrer nofollow">x</a>"#;
    assert_eq!(clean("<a href='https://x.test/?a=1&amp;b' target=_top rel=opener>x</a>"), expected);
}

#[test]
fn images_from_elsewhere_wait_until_they_are_asked_for() {
    let page = clean(
        "<img src='HTTPS://x.test/a.png?b=1&amp;c' alt=\"a > b\"><img src=//y.test/b><img src=/relative><img srcset='http://z'>",
    );
    assert!(!page.contains(" src="), "{page}");
    assert!(
        page.contains(r#"data-remote-src="HTTPS://x.test/a.png?b=1&amp;c""#)
            || page.contains(r#"data-remote-src="https://x.test"#),
        "{page}"
    );
    let shown = show_remote_images(&page);
    assert!(
        shown.contains(r#" src="https://y.test/b""#) && !shown.contains("data-remote-src"),
        "{shown}"
    );
}

#[test]
fn images_of_the_mail_point_to_its_attachments() {
    let page = clean(
        "<p>cid:one</p><img alt='x' src='cid:one&amp;1'><img src=CID:two><img src='data:image/png;base64,AAAA'><img src='data:text/html,x'>",
    );
    assert_eq!(content_ids(&page)[0], "one&1", "{page}");
    let resolved = resolve_cids(&page, |id| (id == "one&1").then(|| "/files/7?a=1&b=2".to_owned()));
    assert!(resolved.contains(r#"src="/files/7?a=1&amp;b=2""#), "{resolved}");
    assert!(resolved.contains("<p>cid:one</p>") && !resolved.contains("cid:two"), "{resolved}");
    assert!(resolved.contains("data:image/png") && !resolved.contains("data:text"), "{resolved}");
}

#[test]
fn an_attribute_that_looks_like_an_image_source_is_left_alone() {
    let page = clean(r#"<img alt='x src="cid:a"' src="cid:b"><p title='<img src="cid:c">'>t</p>"#);
    assert_eq!(content_ids(&page), ["b"], "{page}");
}

#[test]
fn words_are_never_lost() {
    for (given, expected) in [
        ("<table>loose<tr>row<td>cell</table>", "loose\nrow cell"),
        ("<p>one<p>two<div>three", "one\n\ntwo\n\nthree"),
        ("<b><i>mixed</b> up</i>", "mixed up"),
        ("<td>no table</td>", "no table"),
        ("<unknown>kept</unknown>", "kept"),
        ("<title>not this</title>this", "this"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n- c"),
        ("<ol start=3><li><p>a</p></li><li><p>b</p></li></ol>c", "3. a\n4. b\n\nc"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("x&nbsp;&lt;y&gt; &amp;amp;", "x <y> &amp;"),
        ("<blockquote>a<br>b<blockquote>c</blockquote></blockquote>d", "> a\n> b\n\n> > c\n\nd"),
        (
            "<a href='https://x.test'>https://x.test</a> <a href='https://y.test'>y</a>",
            "https://x.test y (https://y.test)",
        ),
        ("<img src=x alt='A cat'>", "[A cat]"),
    ] {
        assert_eq!(to_text(&clean(given)), expected, "{given}");
    }
}

#[test]
fn plain_text_becomes_html_without_becoming_markup() {
    let html = from_text("Hi <b> & \"you\"\nsee https://x.test/?a=1&b=2.\n\nBye");
    let expected = "<p>Hi &lt;b&gt; &amp; &quot;you&quot;<br>\nsee <a href=\"https://x.test/?a=1&amp;b=2\">https://x.test/?a=1&amp;b=2</a>.</p>\n<p>Bye</p>\n";
    assert_eq!(html, expected);
}

#[test]
fn what_was_cleaned_stays_as_it_is() {
    for (name, _) in crate::samples::all() {
        if let Some(html) = crate::samples::read(name).html {
            assert_eq!(to_text(&clean(&html)), to_text(&html), "{name}");
        }
    }
}
