//! What a fuzzer tries for hours (`cargo xtask fuzz`), tried here in moments: everything in `corpus/`, which holds what
//! we thought of and what the fuzzer found. A target is a function that fails when what must always hold does not.

mod query;

use std::fs;
use std::path::Path;

use proptest::prelude::*;

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
fn what_was_found_in_searches_stays_mended() {
    replay("query", query::check);
}

proptest! {
    #[test]
    fn nothing_that_is_typed_breaks_it(text in any::<String>()) {
        query::check(text.as_bytes());
    }

    #[test]
    fn nothing_that_looks_like_a_query_breaks_it(
        parts in prop::collection::vec(
            prop::sample::select(vec!["from:", "-", "\"", " ", ":", "#", "12", "before:", "owner:", "é", "\u{301}", "7d", "a", "'", "*"]),
            0..60,
        )
    ) {
        query::check(parts.concat().as_bytes());
    }
}
