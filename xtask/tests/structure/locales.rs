//! The texts people read, in each language.

use std::collections::BTreeSet;

use crate::project::{Text, texts};

#[test]
fn english_and_dutch_have_the_same_keys() {
    let english = keys(&texts("locales/en", &[".ftl"]));
    let dutch = keys(&texts("locales/nl", &[".ftl"]));
    assert!(!english.is_empty(), "locales/en holds no texts");
    let only_english: Vec<&String> = english.difference(&dutch).collect();
    let only_dutch: Vec<&String> = dutch.difference(&english).collect();
    assert!(only_english.is_empty(), "Missing in locales/nl: {only_english:?}");
    assert!(only_dutch.is_empty(), "Missing in locales/en: {only_dutch:?}");
}

/// Each file is a set of its own: the pages read theirs and the server reads its own.
#[test]
fn a_text_is_written_once() {
    for language in ["locales/en", "locales/nl"] {
        for text in texts(language, &[".ftl"]) {
            let mut seen = BTreeSet::new();
            for key in text.content.lines().filter_map(message) {
                assert!(seen.insert(key.clone()), "{key} stands twice in {}", text.path);
            }
        }
    }
}

/// Each key with its file, so that a text is also found in the same place in both languages.
fn keys(texts: &[Text]) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for text in texts {
        let file = text.path.rsplit('/').next().expect("a path has a last part");
        keys.extend(text.content.lines().filter_map(message).map(|key| format!("{file}: {key}")));
    }
    keys
}

/// The key of a Fluent message or term: it begins its line, and ` =` follows.
fn message(line: &str) -> Option<String> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end();
    let begins_well = key.starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '-');
    let goes_on_well = key.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_".contains(sign));
    (begins_well && goes_on_well).then(|| key.to_owned())
}
