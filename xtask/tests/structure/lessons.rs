//! The bugs of others that we owe a test.

use std::collections::BTreeSet;

use crate::project::{root, texts};

#[test]
fn every_lesson_that_is_not_for_later_is_named_by_a_test() {
    let table =
        std::fs::read_to_string(root().join("docs/LESSONS.md")).expect("it is part of the project");
    let rows = table.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        Some((cells.get(1)?.parse::<u32>().ok()?, cells.get(4)?.is_empty()))
    });
    let owed: BTreeSet<u32> =
        rows.filter(|(_, is_owed)| *is_owed).map(|(number, _)| number).collect();
    assert!(owed.len() > 10, "the table in docs/LESSONS.md was not understood");

    let paid: BTreeSet<u32> = texts("crates", &[".rs"])
        .iter()
        .flat_map(|text| text.content.lines().map(str::trim).map(lessons).collect::<Vec<_>>())
        .flatten()
        .collect();
    let unpaid: Vec<&u32> = owed.difference(&paid).collect();
    assert!(unpaid.is_empty(), "no test names these lessons in its comment: {unpaid:?}");
}

/// The numbers in a comment such as `/// Lesson 23: …` or `/// Lessons 5 and 6.`
fn lessons(line: &str) -> Vec<u32> {
    let Some(comment) = line.strip_prefix("///").map(str::trim) else { return Vec::new() };
    let comment = comment.to_lowercase();
    let Some(after) =
        ["lessons.md ", "lessons ", "lesson "].iter().find_map(|word| comment.strip_prefix(word))
    else {
        return Vec::new();
    };
    let words = after.split([' ', ',']).filter(|word| !word.is_empty() && *word != "and");
    words.map_while(|word| word.trim_end_matches([':', '.', ';']).parse().ok()).collect()
}

#[test]
fn a_comment_names_its_lessons() {
    assert_eq!(lessons("/// Lesson 23: ties."), [23]);
    assert_eq!(lessons("/// Lessons 1, 5 and 6 of other help desks"), [1, 5, 6]);
    assert_eq!(lessons("/// lessons.md 13: a burst."), [13]);
    assert_eq!(lessons("// Lesson 3"), [0; 0]);
}
