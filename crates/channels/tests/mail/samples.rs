//! Mails as the usual programs write them, made up for these tests.

use wissel_channels::mail::{Inbound, Limits, parse};

/// Every sample: its name and its bytes with the line ends that mail has.
pub(crate) fn all() -> Vec<(&'static str, Vec<u8>)> {
    macro_rules! samples {
        ($($name:literal)*) => { vec![$(($name, crlf(include_str!(concat!("samples/", $name, ".eml"))))),*] };
    }
    samples![
        "apple_mail_dutch" "bounce_exim" "bounce_postfix" "bounce_qmail" "calendar" "forwarded_mail" "gmail_dutch"
        "gmail_reply" "iphone" "newsletter" "out_of_office" "outlook_desktop" "outlook_web_french"
        "thunderbird_german_bottom" "thunderbird_german_top" "yahoo"
    ]
}

/// The bytes of one sample.
pub(crate) fn raw(name: &str) -> Vec<u8> {
    all().into_iter().find(|(given, _)| *given == name).expect("a known sample").1
}

/// One sample, read.
pub(crate) fn read(name: &str) -> Inbound {
    parse(&raw(name), &Limits::default()).expect("samples can be read")
}

/// A mail written in a test, read.
pub(crate) fn mail(text: &str) -> Inbound {
    parse(&crlf(text), &Limits::default()).expect("a mail")
}

pub(crate) fn crlf(text: &str) -> Vec<u8> {
    text.replace('\n', "\r\n").into_bytes()
}
