//! What a fuzzer tries for hours (`cargo xtask fuzz`), tried here in moments: everything in `corpus/`, which holds what
//! we thought of and what the fuzzer found. A target is a function that fails when what must always hold does not.

mod html;
mod message;
mod quote;
mod session;
mod settings;

use std::fs;
use std::path::Path;

fn replay(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(&folder)
        .expect("every target has a corpus")
        .map(|file| file.expect("it can be listed").path())
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{target} has no corpus");
    for file in files {
        println!("{}", file.display());
        check(&fs::read(&file).expect("it can be read"));
    }
}

#[test]
fn what_was_found_in_mails_stays_mended() {
    replay("message", message::check);
}

#[test]
fn what_was_found_in_conversations_stays_mended() {
    replay("session", session::check);
}

#[test]
fn what_was_found_in_html_stays_mended() {
    replay("html", html::check);
}

#[test]
fn what_was_found_in_quotes_stays_mended() {
    replay("quote", quote::check);
}

#[test]
fn what_was_found_in_settings_stays_mended() {
    replay("settings", settings::check);
}
