//! Telling machines from people.

use wissel_channels::mail::address::comes_to;
use wissel_channels::mail::loops::{Automatic, verdict};

use crate::samples::{mail, read};

#[test]
fn each_kind_of_machine_is_known() {
    for (name, expected) in [
        ("gmail_reply", Automatic::No),
        ("iphone", Automatic::No),
        ("calendar", Automatic::No),
        ("out_of_office", Automatic::AutoReply),
        ("newsletter", Automatic::Bulk),
        ("bounce_postfix", Automatic::Bounce),
        ("bounce_exim", Automatic::Bounce),
        ("bounce_qmail", Automatic::Bounce),
    ] {
        assert_eq!(verdict(&read(name), None, "here"), expected, "{name}");
    }
}

#[test]
fn each_header_counts() {
    for (header, expected) in [
        ("Auto-Submitted: no", Automatic::No),
        ("Auto-Submitted: Auto-Replied; owner-email=a@x.test", Automatic::AutoReply),
        ("Auto-Submitted: auto-notified", Automatic::AutoReply),
        ("Precedence: Bulk", Automatic::Bulk),
        ("Precedence: list", Automatic::Bulk),
        ("Precedence: junk", Automatic::Bulk),
        ("Precedence: auto_reply", Automatic::AutoReply),
        ("Precedence: first-class", Automatic::No),
        ("X-Auto-Response-Suppress: OOF, AutoReply", Automatic::AutoReply),
        ("X-Auto-Response-Suppress: None", Automatic::No),
        ("X-Autoreply: yes", Automatic::AutoReply),
        ("List-Id: <l.x.test>", Automatic::Bulk),
        ("Return-Path: <>", Automatic::AutoReply),
        ("Return-Path: <a@x.test>", Automatic::No),
        ("X-Wissel-Loop: here", Automatic::OwnLoop),
        ("X-Wissel-Loop: elsewhere", Automatic::No),
    ] {
        let mail = mail(&format!("From: a@x.test\n{header}\n\nhello"));
        assert_eq!(verdict(&mail, None, "here"), expected, "{header}");
    }
}

#[test]
fn the_envelope_counts_more_than_the_header() {
    let mail = mail("From: a@x.test\nReturn-Path: <a@x.test>\n\nhello");
    assert_eq!(verdict(&mail, Some(""), "here"), Automatic::AutoReply);
    assert_eq!(verdict(&mail, Some("a@x.test"), "here"), Automatic::No);
}

#[test]
fn only_people_get_automatic_answers_and_only_our_own_mail_is_refused() {
    let all = [
        Automatic::No,
        Automatic::AutoReply,
        Automatic::Bulk,
        Automatic::Bounce,
        Automatic::OwnLoop,
    ];
    assert_eq!(all.map(Automatic::may_answer), [true, false, false, false, false]);
    assert_eq!(all.map(Automatic::acceptable), [true, true, true, true, false]);
}

#[test]
fn what_comes_to_our_own_mailbox_is_known_with_and_without_a_plus() {
    for (given, expected) in [
        ("support@acme.test", true),
        ("support+t1.abc@acme.test", true),
        ("support+@acme.test", true),
        ("supporters@acme.test", false),
        ("support.t1@acme.test", false),
        ("support@acme.test.evil.test", false),
        ("support+t1@other.test", false),
        ("", false),
    ] {
        assert_eq!(comes_to(given, "support@acme.test"), expected, "{given}");
    }
    assert!(comes_to("team+sales+t1@acme.test", "team+sales@acme.test"));
    assert!(!comes_to("team@acme.test", "team+sales@acme.test"));
}
