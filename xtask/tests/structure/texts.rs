//! What no file of ours may hold.

use crate::project::{Text, expect_none, places, texts};

/// About a hundred lines is the norm; three hundred is where a file is doing two things.
const MOST_LINES: usize = 300;

#[test]
fn no_file_is_longer_than_three_hundred_lines() {
    let mut files = sources();
    files.extend(texts("web", &[".svelte", ".ts", ".mjs", ".css"]));
    // What a program writes says so at its beginning, and is as long as it has to be.
    files.retain(|text| !text.content.lines().take(3).any(says_that_a_program_wrote_it));
    let long: Vec<String> = files
        .iter()
        .map(|text| (text.content.lines().count(), &text.path))
        .filter(|(lines, _)| *lines > MOST_LINES)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    expect_none(
        &long,
        "A file is one noun or one verb; split what grew beyond three hundred lines:",
    );
}

#[test]
fn a_lint_is_expected_and_never_allowed() {
    let found = anywhere(&sources(), &[concat!("#[", "allow("), concat!("#![", "allow(")]);
    expect_none(
        &found,
        "Use #[expect(…, reason = \"…\")], which complains when it is no longer needed:",
    );
}

#[test]
fn nothing_is_left_to_do_in_the_sources() {
    let mut files = sources();
    files.extend(texts("web/src", &[".svelte", ".ts"]));
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("unimple", "mented!"),
        concat!("to", "do!("),
    ];
    expect_none(
        &anywhere(&files, &words),
        "Do it, or write an issue; the sources hold no promises:",
    );
}

#[test]
fn no_test_sleeps() {
    let mut files = texts("crates", &[".rs"]);
    files.retain(|text| text.path.contains("/tests/") && !text.path.ends_with("/eventually.rs"));
    let words = ["sleep(", "sleep_until("];
    expect_none(
        &anywhere(&files, &words),
        "Wait for the thing itself with a deadline (`eventually`):",
    );
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let endings = [
        ".rs", ".toml", ".md", ".json", ".ts", ".svelte", ".mjs", ".js", ".ftl", ".yaml", ".yml",
        ".css", ".html", "run",
    ];
    let words = [
        concat!("/wo", "rk/main"),
        concat!("/wo", "rk/shared"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("registry.", "npmjs"),
        concat!("index.", "crates.io"),
    ];
    expect_none(
        &anywhere(&texts("", &endings), &words),
        "Paths and servers of one machine do not belong in the project:",
    );
}

#[test]
fn every_crate_opens_with_what_it_is_and_where_to_begin_reading() {
    let openings = texts("crates", &["lib.rs"]);
    let silent: Vec<String> = openings
        .iter()
        .filter(|text| text.path.ends_with("/src/lib.rs"))
        .filter(|text| {
            let opening: Vec<&str> =
                text.content.lines().take_while(|line| line.starts_with("//!")).collect();
            let opening = opening.join(" ").to_lowercase();
            !(opening.contains("never") && opening.contains("begin reading"))
        })
        .map(|text| text.path.clone())
        .collect();
    expect_none(
        &silent,
        "lib.rs opens with what the crate is, what it never does, and where to begin reading:",
    );
}

fn says_that_a_program_wrote_it(line: &str) -> bool {
    ["do not edit", "auto-generated"].iter().any(|words| line.contains(words))
}

fn sources() -> Vec<Text> {
    let mut sources = texts("crates", &[".rs"]);
    sources.extend(texts("xtask", &[".rs"]));
    sources
}

/// Every line, of tests as well, that holds one of the words.
fn anywhere(texts: &[Text], words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for text in texts {
        for (index, line) in text.content.lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{}:{}: {}", text.path, index + 1, line.trim()));
            }
        }
    }
    found
}

/// A rule that looks at nothing would never fail.
#[test]
fn the_rules_look_at_real_files() {
    assert!(sources().len() > 10);
    assert!(!places(&sources(), |line| line.contains("pub ")).is_empty());
}
