//! Mails made to hurt. Each is read within seconds even without optimisation; most would take hours if any step were
//! quadratic. No clock is read: a test that hangs says it.

use wissel_channels::mail::{Cut, Limits, address, bounce, html, parse, quote};

use crate::samples::mail;

const MEGABYTE: usize = 1 << 20;
const QUARTER: usize = MEGABYTE / 4;

#[test]
fn ten_thousand_parts_are_cut_at_the_limit() {
    let part = "--b\r\nContent-Type: image/png\r\n\r\nx\r\n";
    let raw = format!(
        "From: a@x.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n{}--b--",
        part.repeat(10_000)
    );
    let mail = parse(raw.as_bytes(), &Limits::default()).expect("a mail");
    assert_eq!((mail.attachments.len(), mail.cuts), (249, vec![Cut::Parts]));
}

#[test]
fn multiparts_nested_without_end_are_kept_unopened() {
    let mut raw = "From: a@x.test\r\n".to_owned();
    for n in 0..20_000 {
        raw.push_str(&format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n"));
    }
    let mail = parse(raw.as_bytes(), &Limits::default()).expect("a mail");
    assert_eq!((mail.attachments.len(), mail.cuts), (1, vec![Cut::Nesting]));
}

#[test]
fn mails_nested_without_end_are_one_attachment() {
    let raw =
        format!("From: a@x.test\r\n{}", "Content-Type: message/rfc822\r\n\r\n".repeat(100_000));
    assert_eq!(parse(raw.as_bytes(), &Limits::default()).expect("a mail").attachments.len(), 1);
}

#[test]
fn parts_whose_own_boundary_never_comes_cost_no_second_reading() {
    let part = "--b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n";
    let raw = format!(
        "From: a@x.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n{}{}",
        part.repeat(50_000),
        "y".repeat(MEGABYTE)
    );
    assert!(parse(raw.as_bytes(), &Limits::default()).is_ok());
}

#[test]
fn a_header_line_of_a_megabyte_is_cut() {
    for hostile in [
        "a",
        "=?",
        "=?utf-8?q?",
        "=?utf-8?b?",
        "(",
        "\"",
        "<",
        "\\",
        "a@b,",
        "<a@b> ",
        ";",
        "\r\n x",
        "=?a?q?=?=\r\n ",
    ] {
        for field in [
            "Subject",
            "From",
            "To",
            "References",
            "Content-Type",
            "Content-Disposition",
            "Date",
            "X-Other",
            "Received",
        ] {
            let raw = format!(
                "From: a@x.test\r\n{field}: {}\r\n\r\nwords",
                hostile.repeat(MEGABYTE / hostile.len())
            );
            let mail = parse(raw.as_bytes(), &Limits::default()).expect("a mail");
            assert!(mail.cuts.contains(&Cut::Header), "{field} {hostile}");
        }
    }
}

#[test]
fn content_type_parameters_without_end_are_read_once() {
    for hostile in ["; a*0=b", "; charset*1*=utf-8''%41", "; boundary=\"", "; x=\"\\", "/"] {
        let raw = format!(
            "From: a@x.test\r\nContent-Type: text/plain{}\r\n\r\nwords",
            hostile.repeat(60_000 / hostile.len())
        );
        assert!(parse(raw.as_bytes(), &Limits::default()).is_ok());
    }
}

#[test]
fn html_that_makes_parsers_slow_is_cleaned_all_the_same() {
    let fonts: String = (0..200).map(|n| format!("<font color=c{n}>")).collect();
    for (before, hostile) in [
        ("", "<div>"),
        ("", "<p>"),
        ("", "<b><p>"),
        ("", "<table>"),
        ("", "<table><tr><td>"),
        ("<table>", "<p>x</p>"),
        ("<table>", "x<b>"),
        ("", "<a href=x>"),
        ("", "<a><b><div></a>"),
        ("", "<blockquote>x"),
        ("", "<"),
        ("", "</"),
        ("", "<!--"),
        ("", "<!-- -- "),
        ("", "<![if x]>"),
        ("", "<a \""),
        ("", "<a b='"),
        ("", "<script>"),
        ("", "<svg>"),
        ("", "<svg><b></svg>"),
        ("", "<select>"),
        ("", "&"),
        ("", "&amp"),
        ("", "<li>"),
        ("", "<ul><li>"),
        ("", "<h1>"),
        ("", "<img src=cid:x>"),
        ("", "<x>"),
        ("", "<i></p>"),
        (&fonts, "<p>x</p>"),
        (&format!("<p>{fonts}"), "<p>x"),
        (&format!("<div>{fonts}</div>"), "<p>x</p>"),
    ] {
        let page = format!("{before}{}", hostile.repeat(QUARTER / hostile.len()));
        let clean = html::clean(&page);
        assert!(clean.len() <= 40 * QUARTER, "{hostile} grew to {}", clean.len());
        let text = html::to_text(&clean);
        assert!(text.len() <= 8 * QUARTER, "{hostile} grew to {}", text.len());
        let _ = quote::fold_html(&clean);
        let _ = html::content_ids(&clean);
    }
}

#[test]
fn text_that_looks_like_quotes_all_over_is_folded_once() {
    for hostile in [
        "On 1 a\n",
        "On 1:\n",
        "On 1 wrote:\n",
        "Op 1 schreef a:\n\n",
        "> \n",
        ">",
        ">>>> x\ny\n",
        "From: a\n",
        "From: a\nTo: b\n",
        "_____\n",
        "-----Original Message-----\n",
        "\n",
        "On 1 ",
        "wrote on 1:",
        "x\n> y\n",
    ] {
        let text = hostile.repeat(MEGABYTE / hostile.len());
        let folded = quote::fold(&text);
        assert_eq!(folded.fresh.len() + folded.quoted.map_or(0, str::len), text.len());
    }
}

#[test]
fn reports_without_end_are_read_in_part() {
    let groups = "Final-Recipient: rfc822; a@x.test\nAction: delivered\n\n".repeat(20_000);
    let report =
        mail(&format!("From: a@x.test\nContent-Type: message/delivery-status\n\n{groups}"));
    assert_eq!(bounce::read(&report).expect("a report").action, bounce::Action::Delivered);
}

#[test]
fn addresses_without_end_are_none() {
    assert_eq!(address::normalise(&"a".repeat(MEGABYTE)), None);
    assert_eq!(address::normalise(&format!("a@{}", "ü.".repeat(MEGABYTE))), None);
}

#[test]
fn of_a_text_of_fifty_megabytes_no_more_is_decoded_than_is_kept() {
    for head in
        ["", "Content-Type: text/plain; charset=utf-8\r\n", "Content-Transfer-Encoding: base64\r\n"]
    {
        let raw = format!("From: a@x.test\r\n{head}\r\n{}", "héllo wörld\r\n".repeat(3 * MEGABYTE));
        let mail = parse(raw.as_bytes(), &Limits::default()).expect("a mail");
        assert_eq!(mail.cuts, [Cut::Text], "{head}");
        assert!(!mail.text.contains('Ã'), "a letter cut in two makes no other letters of the rest");
    }
}

#[test]
fn of_html_with_more_tags_than_a_person_writes_the_first_are_kept() {
    for hostile in ["<p>x", "x<br>", "<a href=http://x.test>x", "<li>x"] {
        let page = hostile.repeat(2 * MEGABYTE / hostile.len());
        let raw = format!("From: a@x.test\r\nContent-Type: text/html\r\n\r\n{page}");
        let mail =
            parse(raw.as_bytes(), &Limits { tags: 1_000, ..Limits::default() }).expect("a mail");
        assert_eq!(mail.cuts, [Cut::Html], "{hostile}");
        assert!(
            mail.html.is_some_and(|html| html.contains('x') && html.len() < 200_000),
            "{hostile}"
        );
    }
}

#[test]
fn a_file_in_base64_is_whole_however_its_letters_stand() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let file: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let letters = STANDARD.encode(&file);
    for (width, end) in [(76, "\r\n"), (1, ""), (61, " !\r\n")] {
        let lines: Vec<&str> = letters
            .as_bytes()
            .chunks(width)
            .map(|line| std::str::from_utf8(line).expect("ASCII"))
            .collect();
        let raw = format!(
            "From: a@x.test\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
            lines.join(end)
        );
        let mail = parse(raw.as_bytes(), &Limits::default()).expect("a mail");
        assert!(mail.attachments[0].bytes == file, "in lines of {width}");
    }
}
